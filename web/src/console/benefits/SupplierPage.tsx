import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Money, Supplier, SupplierStatement, SupplierStatementBenefit } from '../../api/types';
import { CopyId } from '../../shared/desk/CopyId';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { ErrorState, Skeleton } from '../../shared/states';
import { api } from '../api';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useFilters } from '../useFilters';
import { NameSupplier } from './Suppliers';

const REFRESH_MS = 15_000;

/** A supplier's statement of a month, and the same by benefit. */
export function SupplierPage() {
  const { t, language } = useWords();
  const { id = '' } = useParams();
  const [naming, setNaming] = useState(false);
  const { filter, change } = useFilters('month');
  const path = `/suppliers/${id}`;
  const query: Record<string, string> = filter.month ? { month: filter.month } : {};
  const supplier = useQuery({ queryKey: [path], queryFn: ({ signal }) => api.get<Supplier>(path, { signal }) });
  const statement = useQuery({
    queryKey: [path, 'statement', query],
    queryFn: ({ signal }) => api.get<SupplierStatement>(`${path}/statement`, { query, signal }),
    refetchInterval: REFRESH_MS,
  });
  const benefits = usePages<SupplierStatementBenefit>(api, `${path}/statement-benefits`, query, { refetchMs: REFRESH_MS });
  if (statement.error && !statement.data) return <ErrorState error={statement.error} onRetry={() => void statement.refetch()} />;
  const data = statement.data;
  const count = (value: number) => value.toLocaleString(language);
  return (
    <>
      <PageHead title={data?.name ?? '…'} lead={<CopyId id={id} />}>
        <DatePicker
          picker="month"
          allowClear={false}
          aria-label={t('suppliers.month')}
          value={data ? dayjs(data.month) : null}
          disabledDate={(day) => day.isAfter(dayjs(), 'month')}
          onChange={(month: dayjs.Dayjs | null) => change({ month: month ? month.format('YYYY-MM') : null })}
        />
        <Button onClick={() => setNaming(true)}>{t('suppliers.rename')}</Button>
      </PageHead>
      <section className="card" aria-label={t('suppliers.statement')}>
        <div className="card-head">
          <h2>{t('suppliers.statement')}</h2>
          {data && <span className={`pill ${data.tied ? 'jade' : 'amber'}`}>{t(data.tied ? 'suppliers.tied' : 'suppliers.apart')}</span>}
        </div>
        {data ? <Sums statement={data} /> : <Skeleton rows={[24, 24, 24, 24, 24]} />}
      </section>
      <h2 className="section-title">{t('suppliers.byBenefit')}</h2>
      <DataTable<SupplierStatementBenefit>
        label={t('suppliers.byBenefit')}
        pages={benefits}
        rowKey={(row) => row.benefitId}
        empty={t('suppliers.noBenefits')}
        columns={[
          { title: t('benefits.one'), render: (_, row) => <Link to={`/benefits/${row.benefitId}`}>{row.name}</Link> },
          { title: t('suppliers.opening'), align: 'right', render: (_, row) => count(row.opening) },
          { title: t('suppliers.uploaded'), align: 'right', render: (_, row) => count(row.uploaded) },
          { title: t('suppliers.given'), align: 'right', render: (_, row) => count(row.given) },
          { title: t('suppliers.expired'), align: 'right', render: (_, row) => count(row.expired) },
          { title: t('suppliers.closing'), align: 'right', render: (_, row) => count(row.closing) },
          { title: t('benefits.cost'), align: 'right', render: (_, row) => formatMoney(row.cost, language) },
          { title: t('suppliers.owed'), align: 'right', render: (_, row) => <span className="strong">{formatMoney(row.owed, language)}</span> },
          { title: t('suppliers.books'), render: (_, row) => <span className={`pill ${row.tied ? 'jade' : 'amber'}`}>{t(row.tied ? 'suppliers.tied' : 'suppliers.apart')}</span> },
        ]}
        file={{ path: `${path}/statement.csv`, query: data ? { month: data.month } : query }}
      />
      <NameSupplier supplier={supplier.data} open={naming && !!supplier.data} onClose={() => setNaming(false)} />
    </>
  );
}

/** Top to bottom it is a sum, in codes; then the money. */
function Sums({ statement }: { statement: SupplierStatement }) {
  const { t, language } = useWords();
  const signed = (value: number) => (value === 0 ? '0' : `\u2212${value.toLocaleString(language)}`);
  const money = (amounts: Money[]) => (amounts.length === 0 ? '—' : amounts.map((amount) => formatMoney(amount, language)).join(' · '));
  const lines: [string, string][] = [
    [t('suppliers.opening'), statement.opening.toLocaleString(language)],
    [t('suppliers.uploaded'), statement.uploaded.toLocaleString(language)],
    [t('suppliers.given'), signed(statement.given)],
    [t('suppliers.expired'), signed(statement.expired)],
    [t('suppliers.closing'), statement.closing.toLocaleString(language)],
    [t('suppliers.owed'), money(statement.owed)],
    [t('suppliers.payable'), money(statement.payable)],
  ];
  return (
    <dl className="facts">
      {lines.map(([word, figure]) => (
        <FactOf key={word} word={word} figure={figure} />
      ))}
    </dl>
  );
}

function FactOf({ word, figure }: { word: string; figure: string }) {
  return (
    <>
      <dt>{word}</dt>
      <dd className="num">{figure}</dd>
    </>
  );
}
