import type { Account, EntryStory, Page, StatementLine, TrialBalance } from '../src/api/types';
import { Caller } from './caller';

/** What the books hold, read as an operator. */
export class Books {
  private constructor(private readonly operator: Caller) {}

  static async open(): Promise<Books> {
    return new Books(await Caller.as('console', '王敏'));
  }

  async balance(code: string): Promise<number> {
    return (await this.account(code))?.posted ?? 0;
  }

  async account(code: string): Promise<Account | undefined> {
    const page = await this.operator.get<Page<Account>>(`/books/accounts?q=${encodeURIComponent(code)}&limit=100`);
    return page.items.find((account) => account.code === code);
  }

  /** What has moved on an account, newest first. */
  async statement(code: string): Promise<StatementLine[]> {
    return (await this.operator.get<Page<StatementLine>>(`/books/accounts/statement?code=${encodeURIComponent(code)}&limit=100`)).items;
  }

  /** How many entries of a kind have touched an account. */
  async count(kind: string, code: string): Promise<number> {
    const lines = (await this.account(code)) ? await this.statement(code) : [];
    return new Set(lines.filter((line) => line.kind === kind && line.phase !== 'reserve').map((line) => line.entryId)).size;
  }

  /** The money legs of an entry as "from → to amount", in their order. */
  async legs(entryId: string | number): Promise<string[]> {
    const { entry } = await this.operator.get<EntryStory>(`/books/entries/${entryId}`);
    return entry.transfers.filter((leg) => /^[A-Z]{3}$/.test(leg.asset) && leg.asset !== 'USE').map((leg) => `${leg.from} → ${leg.to} ${leg.amount}`);
  }

  async sumsToZero(): Promise<boolean> {
    const trial = await this.operator.get<TrialBalance>('/books/trial-balance');
    return trial.totals.length > 0 && trial.totals.every((total) => total.posted === 0);
  }
}
