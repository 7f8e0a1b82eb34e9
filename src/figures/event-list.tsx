/** What kubectl events would tell, with a blue rule between what has happened and what follows. */
import type { FigureWords } from '../i18n/figures.ts';
import type { Seconds } from '../simulator/index.ts';
import { Glyph } from './cluster-view.tsx';
import type { EventPicture } from './picture.ts';

export interface EventListProps {
  readonly events: readonly EventPicture[];
  readonly at: Seconds;
  readonly words: FigureWords;
  /** Goes to an event's moment. */
  readonly onMoment?: (at: Seconds) => void;
}

export function EventList({ events, at, words, onMoment }: EventListProps) {
  if (events.length === 0)
    return (
      <div class="panel-state">
        <b>{words.noEvents}</b>
      </div>
    );
  const now = events.findLastIndex((event) => event.at <= at + 1e-6);
  return (
    <ol class="event-list">
      {events.map((event, i) => {
        const when = words.seconds.replace('{t}', String(Math.round(event.at * 10) / 10));
        return (
          <li key={i} data-future={i > now || undefined} aria-current={i === now ? 'true' : undefined}>
            <time>
              {onMoment ? (
                <button type="button" onClick={() => onMoment(event.at)}>
                  {when}
                </button>
              ) : (
                when
              )}
            </time>
            <Glyph name={event.type === 'Warning' ? 'failed' : 'to-do'} />
            <b>
              {event.reason}
              {event.count > 1 && ` ×${event.count}`}
            </b>
            <span>
              {event.message} <small>{event.about}</small>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
