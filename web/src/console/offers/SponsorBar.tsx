import { useWords } from '../../shared/i18n/start';
import { formatMoney, type Money } from '../../shared/money';
import { largestRemainder } from './largestRemainder';

const COLOURS = ['var(--indigo)', 'var(--gold-bright)', 'var(--jade)', '#B9B2A6', '#6D7FA6', '#8A6100'];

/** Who bears how much of a budget, as one bar with its words below. */
export function SponsorBar({ sponsors, total }: { sponsors: { name: string; percent: number }[]; total: Money | null }) {
  const { language } = useWords();
  const parts = total ? largestRemainder(total.value, sponsors.map((sponsor) => Math.round(sponsor.percent * 100))) : [];
  return (
    <div>
      <div className="sponsor-bar" aria-hidden>
        {sponsors.map((sponsor, index) => (
          <span key={index} style={{ width: `${sponsor.percent}%`, background: COLOURS[index % COLOURS.length] }} />
        ))}
      </div>
      <ul className="sponsor-words num">
        {sponsors.map((sponsor, index) => (
          <li key={index}>
            <i style={{ background: COLOURS[index % COLOURS.length] }} aria-hidden />
            {sponsor.name || '·'} {sponsor.percent.toLocaleString(language)}%
            {total && <span className="muted"> · {formatMoney({ value: parts[index] ?? 0, currency: total.currency }, language)}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}
