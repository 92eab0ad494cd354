import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { BenefitCode, Money } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { dayWords } from '../../shared/time';

/** The left of a benefit's ticket: what it is worth, and whose it is. */
export function BenefitStub({ worth, supplierName }: { worth: Money; supplierName: string }) {
  const { t, language } = useWords();
  const amount = formatMoney(worth, language).replace(/\.0+$/, '');
  return (
    <div className="ticket-left num">
      {worth.value > 0 && <span>{t('benefits.worth')}</span>}
      {worth.value > 0 && <b className={amount.length > 6 ? 'ticket-long' : undefined}>{amount}</b>}
      <span className="ticket-supplier">{supplierName}</span>
    </div>
  );
}

/** One's own benefit as a ticket that leads to its page. */
export function BenefitTicket({ benefit }: { benefit: BenefitCode }) {
  const { t, language } = useWords();
  return (
    <Link to={`/benefits/${benefit.id}`} className={benefit.over ? 'ticket ticket-benefit ticket-link ticket-over' : 'ticket ticket-benefit ticket-link'} data-testid="benefit">
      <BenefitStub {...benefit} />
      <div className="ticket-right">
        <h3>{benefit.name}</h3>
        <p className="muted small">{benefit.howToRedeem}</p>
        <div className="ticket-foot num">
          <span className="muted small">{benefit.lastDay ? t('benefits.untilDay', { day: dayWords(benefit.lastDay, language) }) : t('benefits.noEnd')}</span>
          {benefit.over ? <span className="chip chip-quiet">{t('benefits.over')}</span> : <Quiet>{t('benefits.see')}</Quiet>}
        </div>
      </div>
    </Link>
  );
}

const Quiet = ({ children }: { children: ReactNode }) => <span className="ticket-use ticket-use-quiet">{children}</span>;
