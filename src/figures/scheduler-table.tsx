/** The scheduler's own table: a node stops at its first failing filter, the others are scored. */
import type { FigureWords } from '../i18n/figures.ts';
import { fill } from '../i18n/fill.ts';
import { Glyph } from './cluster-view.tsx';
import type { SchedulingPicture, SchedulingRow } from './picture.ts';

export interface SchedulerTableProps {
  readonly attempt: SchedulingPicture;
  readonly words: FigureWords;
}

export function SchedulerTable({ attempt: { rows, filters }, words }: SchedulerTableProps) {
  const plugins = [...new Set(rows.flatMap(({ scores }) => Object.keys(scores ?? {})))];
  const columns = filters.length + plugins.length + 1;
  return (
    <>
      <ul class="node-list only-phone">
        {rows.map((row) => (
          <li key={row.node} data-winner={row.chosen || undefined}>
            <span>
              <b class="nb">{row.node}</b>
              {row.chosen && <Chosen words={words} />}
            </span>
            <span class="total">{row.rejectedBy ? <Glyph name="failed" /> : row.total}</span>
            {row.rejectedBy && <Refusal row={row} />}
            {row.scores && (
              <span class="sums">
                {Object.entries(row.scores).map(([plugin, score], i) => `${i ? ' + ' : ''}${plugin} ${score}`)}
              </span>
            )}
          </li>
        ))}
      </ul>
      <div class="table-scroll only-wide" tabIndex={0} role="region" aria-label={words.schedScores}>
        <table class="scheduler-table">
          <thead>
            <tr class="group">
              <td />
              {filters.length > 0 && (
                <th colSpan={filters.length} scope="colgroup">
                  {words.schedFilters} <small>{words.schedFiltersNote}</small>
                </th>
              )}
              {plugins.length > 0 && (
                <th class="cut" colSpan={plugins.length + 1} scope="colgroup">
                  {words.schedScores} <small>{words.schedScoresNote}</small>
                </th>
              )}
            </tr>
            <tr>
              <th scope="col">{words.node}</th>
              {filters.map((filter) => (
                <th scope="col" key={filter}>
                  <Camel name={filter} />
                </th>
              ))}
              {plugins.map((plugin, i) => (
                <th scope="col" key={plugin} class={i === 0 ? 'cut' : undefined}>
                  <Camel name={plugin} />
                </th>
              ))}
              <th scope="col">{words.schedTotal}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.node} data-winner={row.chosen || undefined}>
                <th scope="row">
                  {row.node}
                  {row.chosen && <Chosen words={words} />}
                </th>
                <Cells {...{ row, filters, plugins, columns, words }} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Cells({
  row,
  filters,
  plugins,
  columns,
  words,
}: {
  readonly row: SchedulingRow;
  readonly filters: readonly string[];
  readonly plugins: readonly string[];
  readonly columns: number;
  readonly words: FigureWords;
}) {
  const stopped = row.rejectedBy === undefined ? filters.length : Math.max(0, filters.indexOf(row.rejectedBy));
  return (
    <>
      {filters.slice(0, stopped).map((filter) => (
        <td key={filter}>
          <Glyph name="passed" />
          <span class="sr-only">{words.schedPassed}</span>
        </td>
      ))}
      {row.rejectedBy ? (
        <td class="stop" colSpan={columns - stopped}>
          <Refusal row={row} />
        </td>
      ) : (
        <>
          {plugins.map((plugin, i) => (
            <td key={plugin} class={i === 0 ? 'score cut' : 'score'}>
              {row.scores?.[plugin] ?? ''}
            </td>
          ))}
          <td class="total">{row.total ?? ''}</td>
        </>
      )}
    </>
  );
}

const Refusal = ({ row }: { readonly row: SchedulingRow }) => (
  <span class="why">
    <Glyph name="failed" />
    &ensp;
    <b>{row.rejectedBy}</b>: {row.reason}
  </span>
);

const Chosen = ({ words }: { readonly words: FigureWords }) => <span class="winner-flag">{words.schedChosen}</span>;

/** A plugin's name may break between its words. */
const Camel = ({ name }: { readonly name: string }) => (
  <>
    {name.split(/(?=[A-Z])/).map((word, i) => (
      <>
        {i > 0 && <wbr />}
        {word}
      </>
    ))}
  </>
);

export const schedulingSummary = ({ rows }: SchedulingPicture, words: FigureWords): string =>
  fill(rows.some(({ chosen }) => chosen) ? words.schedSumChosen : words.schedSum, {
    n: rows.length,
    f: rows.filter(({ rejectedBy }) => !rejectedBy).length,
  });
