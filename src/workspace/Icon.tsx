import { icons, type IconName } from '../components/icons.ts';
import { stateGlyphs, type StateGlyphName } from '../figures/state-glyphs.ts';

/** The site's icons and state glyphs as Preact draws them; the texts are our own. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" dangerouslySetInnerHTML={{ __html: icons[name] }} />
);

export const Glyph = ({ name }: { readonly name: StateGlyphName }) => (
  <svg
    class="state-glyph"
    viewBox="0 0 14 14"
    aria-hidden="true"
    dangerouslySetInnerHTML={{ __html: stateGlyphs[name] }}
  />
);
