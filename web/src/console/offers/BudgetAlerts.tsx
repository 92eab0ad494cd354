import { Link } from 'react-router';
import type { BudgetAlert } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';

const REFRESH_MS = 15_000;

/** Running offers of whose budget half, four fifths or all is spent. */
export function BudgetAlerts() {
  const { t, language } = useWords();
  const alerts = usePages<BudgetAlert>(api, '/budget-alerts', {}, { refetchMs: REFRESH_MS });
  return (
    <>
      <PageHead title={t('budgetAlerts.title')} lead={t('budgetAlerts.lead')} />
      <DataTable<BudgetAlert>
        label={t('budgetAlerts.title')}
        pages={alerts}
        rowKey={(alert) => alert.offerId}
        empty={t('budgetAlerts.empty')}
        columns={[
          { title: t('budgetAlerts.offer'), render: (_, alert) => <Link to={`/offers/${alert.offerId}`}>{alert.name}</Link> },
          {
            title: t('budgetAlerts.reached'),
            render: (_, alert) => <span className={`pill ${alert.percent >= 80 ? 'amber' : 'indigo'}`}>{t(`offers.events.spent_${alert.percent}`)}</span>,
          },
          { title: t('budgetAlerts.spent'), align: 'right', render: (_, alert) => formatMoney(alert.spent, language) },
          { title: t('offers.budget'), align: 'right', render: (_, alert) => formatMoney(alert.budget, language) },
          { title: t('common.time'), render: (_, alert) => <When at={alert.at} /> },
        ]}
      />
    </>
  );
}
