import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { SuppliedBenefit } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { When } from '../../shared/When';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useStaff } from '../StaffContext';
import { BenefitForm } from './BenefitForm';
import { BenefitStatePill } from './BenefitStatePill';

const REFRESH_MS = 15_000;

/** Third parties' benefits, with what is left of each. */
export function Benefits() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const operator = useStaff().roles.some((role) => role === 'OPERATOR' || role === 'ADMINISTRATOR');
  const [adding, setAdding] = useState(false);
  const benefits = usePages<SuppliedBenefit>(api, '/benefits', {}, { refetchMs: REFRESH_MS });
  const count = (value: number) => value.toLocaleString(language);
  const add = operator && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('benefits.add')}
    </Button>
  );
  return (
    <>
      <PageHead title={t('benefits.title')} lead={t('benefits.lead')}>
        {add}
      </PageHead>
      <DataTable<SuppliedBenefit>
        label={t('benefits.title')}
        pages={benefits}
        rowKey={(benefit) => benefit.id}
        onOpen={(benefit) => void navigate(`/benefits/${benefit.id}`)}
        empty={t('benefits.empty')}
        emptyAction={add}
        columns={[
          { title: t('benefits.name'), render: (_, benefit) => <span className="strong">{benefit.terms.name}</span> },
          { title: t('benefits.supplier'), render: (_, benefit) => benefit.supplierName },
          { title: t('common.state'), render: (_, benefit) => <BenefitStatePill state={benefit.state} /> },
          { title: t('benefits.figures.stock'), align: 'right', render: (_, benefit) => <span className="strong">{count(benefit.stock)}</span> },
          { title: t('benefits.figures.given'), align: 'right', render: (_, benefit) => count(benefit.given) },
          { title: t('benefits.figures.expired'), align: 'right', render: (_, benefit) => count(benefit.expired) },
          { title: t('benefits.worth'), align: 'right', render: (_, benefit) => formatMoney(benefit.worth, language) },
          { title: t('benefits.cost'), align: 'right', render: (_, benefit) => formatMoney(benefit.cost, language) },
          { title: t('benefits.claimUntil'), render: (_, benefit) => <When at={benefit.terms.claimUntil} /> },
        ]}
      />
      {adding && <BenefitForm onClose={() => setAdding(false)} onSaved={(benefit) => void navigate(`/benefits/${benefit.id}`)} />}
    </>
  );
}
