import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useDeferredValue } from 'react';
import { useNavigate } from 'react-router';
import type { Account } from '../../api/types';
import { usePages } from '../../shared/desk/usePages';
import { useWords } from '../../shared/i18n/start';
import { api } from '../api';
import { Chips } from '../Chips';
import { DataTable } from '../DataTable';
import { PageHead } from '../PageHead';
import { useFilters } from '../useFilters';
import { formatAsset } from './asset';
import { useChart, useKindName } from './chart';
import { AccountLink } from './Legs';

export function Accounts() {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const { filter, filtered, change, apply, clear } = useFilters('q', 'kind');
  const accounts = usePages<Account>(api, '/books/accounts', useDeferredValue(filter));
  const nameOf = useKindName();
  const kinds = useChart().data?.items ?? [];
  return (
    <>
      <PageHead title={t('books.accountsTitle')} />
      <div className="filters" role="search">
        <Input
          allowClear
          style={{ width: 320 }}
          aria-label={t('books.searchAccounts')}
          placeholder={t('books.searchAccounts')}
          prefix={<SearchOutlined className="muted" />}
          value={filter.q}
          onChange={(event) => change({ q: event.target.value })}
        />
        <Chips label={t('books.group')} value={filter.kind} onChange={(kind) => change({ kind })} options={[{ value: '', label: t('common.any') }, ...kinds.map((kind) => ({ value: kind.name, label: nameOf(kind.name) }))]} />
      </div>
      <DataTable<Account>
        label={t('books.accountsTitle')}
        pages={accounts}
        rowKey={(account) => account.code}
        onOpen={(account) => void navigate(`/books/statement?code=${encodeURIComponent(account.code)}`)}
        views={{ list: 'accounts', filter, apply }}
        filtered={filtered}
        onClear={clear}
        empty={t('books.accountsEmpty')}
        columns={[
          { title: t('books.code'), render: (_, account) => <AccountLink code={account.code} /> },
          { title: t('books.group'), render: (_, account) => nameOf(account.kind) },
          { title: t('books.asset'), dataIndex: 'asset' },
          { title: t('books.posted'), align: 'right', render: (_, account) => <span className="strong">{formatAsset(account.asset, account.posted, language)}</span> },
          { title: t('books.available'), align: 'right', render: (_, account) => formatAsset(account.asset, account.available, language) },
          {
            title: t('common.state'),
            render: (_, account) =>
              account.closed ? (
                <span className="pill">{t('books.closed')}</span>
              ) : account.freeze && account.freeze !== 'none' ? (
                <span className="pill amber">
                  {t('books.freeze')}: {t(`books.freezes.${account.freeze}`)}
                </span>
              ) : (
                <span className="muted">·</span>
              ),
          },
        ]}
        csv={{
          name: 'accounts',
          header: [t('books.code'), t('books.group'), t('books.asset'), t('books.posted'), t('books.available'), t('books.reservedIn'), t('books.reservedOut')],
          row: (account) => [account.code, account.kind, account.asset, account.posted, account.available, account.reservedIn, account.reservedOut],
        }}
      />
    </>
  );
}
