import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../i18n/languages.ts';
import { Prose } from './Prose.tsx';

/** Our words under kubectl's, for a code that has some. They are loaded when they are wanted. */
export function Explained({ language, code }: { readonly language: Language; readonly code: string }) {
  const [text, setText] = useState('');
  useEffect(() => {
    let wanted = true;
    void import('./problem-text.ts').then(({ explanationOf }) => {
      if (wanted) setText(explanationOf(code, language).join(' '));
    });
    return () => void (wanted = false);
  }, [language, code]);
  return text === '' ? null : (
    <p class="explained">
      <Prose text={text} />
    </p>
  );
}
