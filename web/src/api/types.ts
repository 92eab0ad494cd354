/**
 * The bodies of the API by the names the apps use. No shape is written here: each is a schema of schema.d.ts, which
 * `npm run api` makes from docs/api/openapi.json; what the document leaves open is in offerTerms.ts.
 */
import type { NewOffer, Offer } from './offerTerms';
import type { components } from './schema';

type Schemas = components['schemas'];

/** A page of any list; they differ in their items only. */
export type Page<T> = Omit<Schemas['PagePayment'], 'items'> & { items: T[] };

export type Money = Schemas['Money'];
export type ProblemCode = Schemas['Problem']['code'];
export type FieldError = Schemas['ProblemField'];

export type MerchantDocument = Schemas['MerchantDocument'];
export type MerchantDocumentKind = Schemas['MerchantDocumentKind'];
export type DemoStreet = Schemas['DemoStreet'];
export type DayClose = Schemas['DayClose'];
export type DayCloseRow = Schemas['DayCloseRow'];
export type Shift = Schemas['Shift'];
export type ShiftNow = Schemas['ShiftNow'];
export type HandOver = Schemas['HandOver'];
export type Store = Schemas['Store'];
export type QuickItem = Schemas['QuickItem'];
export type TenderRefund = Schemas['TenderRefund'];

export type Me = Schemas['Me'];
export type AppName = Me['app'];
export type Role = Me['roles'][number];
export type Mode = Me['mode'];
export type DemoPerson = Schemas['DemoPerson'];
export type Session = Schemas['Session'];
export type StaffMember = Schemas['StaffMember'];
export type Brand = Schemas['Brand'];
export type NewStaff = Schemas['NewStaff'];
export type Invitation = Schemas['Invitation'];
export type InvitationAccepted = Schemas['InvitationAccepted'];
export type Invited = Schemas['Invited'];
export type Mail = Schemas['Mail'];

export type CouponClaim = Schemas['CouponClaim'];
/** A supplier's benefit; the one of an offer is in offerTerms.ts. */
export type SuppliedBenefit = Schemas['Benefit'];
export type BenefitTerms = Schemas['BenefitTerms'];
export type NewBenefit = Schemas['NewBenefit'];
export type BenefitBatch = Schemas['BenefitBatch'];
export type BenefitBatchProblem = Schemas['BenefitBatchProblem'];
export type BenefitStockCode = Schemas['BenefitStockCode'];
export type BenefitGrant = Schemas['BenefitGrant'];
export type BenefitGrantProblem = Schemas['BenefitGrantProblem'];
export type BenefitCode = Schemas['BenefitCode'];
export type OpenedBenefitCode = Schemas['OpenedBenefitCode'];
export type ClaimableBenefit = Schemas['ClaimableBenefit'];
export type StockAlarm = Schemas['StockAlarm'];
export type Supplier = Schemas['Supplier'];
export type SupplierStatement = Schemas['SupplierStatement'];
export type SupplierStatementBenefit = Schemas['SupplierStatementBenefit'];
export type CouponCodeBatch = Schemas['CouponCodeBatch'];
export type CouponGrant = Schemas['CouponGrant'];
export type CouponGrantProblem = Schemas['CouponGrantProblem'];

export type Notice = Schemas['Notice'];
export type UnreadNotices = Schemas['UnreadNotices'];

export type Balance = Schemas['Balance'];
export type Card = Schemas['Card'];
export type CardBank = Schemas['CardBank'];
/** A top-up or a withdrawal. */
export type CardMovement = Schemas['CardMovement'];
export type AutoTopUp = Schemas['AutoTopUp'];
export type LimitToday = Schemas['LimitToday'];
export type TopUpQuote = Schemas['TopUpQuote'];
export type Customer = Schemas['Customer'];
export type CustomerLine = Schemas['CustomerLine'];
export type CustomerSearch = Schemas['CustomerSearch'];
export type CustomerEvent = Schemas['CustomerEvent'];
export type RefundLine = Schemas['RefundLine'];
export type SendLine = Schemas['SendLine'];
export type SavedView = Schemas['SavedView'];
export type TradeDay = Schemas['TradeDay'];
export type TradeDays = Schemas['TradeDays'];
export type MerchantEvent = Schemas['MerchantEvent'];
export type OfferEvent = Schemas['OfferEvent'];
export type BudgetAlert = Schemas['BudgetAlert'];
export type Sponsor = Schemas['Sponsor'];
export type SponsorStatement = Schemas['SponsorStatement'];
export type SponsorCampaign = Schemas['SponsorCampaign'];
export type WalletState = Customer['state'];
export type Recipient = Schemas['Recipient'];
export type Send = Schemas['Send'];
export type MoneyRequest = Schemas['MoneyRequest'];
export type MoneyRequestState = MoneyRequest['state'];
export type BillSplit = Schemas['BillSplit'];
export type Bill = Schemas['Bill'];
export type MonthSums = Schemas['MonthSums'];
export type BillCategory = Schemas['BillCategory'];
export type Spending = Schemas['Spending'];
export type SpendingBudget = Schemas['SpendingBudget'];
export type BillState = Bill['state'];
export type BillKind = Bill['kind'];
export type BankTransfer = Schemas['BankTransfer'];
export type ProposeBankTransfer = Schemas['ProposeBankTransfer'];

export type Merchant = Schemas['Merchant'];
export type MerchantStatus = Merchant['status'];
export type MerchantCategory = Schemas['MerchantCategory'];
export type MerchantApplication = Schemas['MerchantApplication'];
export type MerchantDecision = Schemas['MerchantDecision'];
export type MerchantPublic = Schemas['MerchantPublic'];
export type Trade = Schemas['Trade'];
export type TradeOverview = Schemas['TradeOverview'];
export type MerchantReport = Schemas['MerchantReport'];
export type MerchantSummary = Schemas['MerchantSummary'];
export type Cashier = Schemas['Cashier'];

export type FeePlan = Schemas['FeePlan'];
export type NewFeePlan = Schemas['NewFeePlan'];
export type Settlement = Schemas['Settlement'];
export type SettlementLine = Schemas['SettlementLine'];
export type SettlementAccount = Schemas['SettlementAccount'];
export type SettlementRun = Schemas['SettlementRun'];
export type Payout = Schemas['Payout'];

export type Order = Schemas['Order'];
export type OrderState = Order['state'];
export type OrderLineRequest = Schemas['OrderLineRequest'];
export type OrderRequest = Schemas['OrderRequest'];
export type Charge = Schemas['Charge'];
/** What a cashier's screen hears when somebody has paid, or got money back. */
export type TillEvent = Schemas['TillEvent'];

export type Quote = Schemas['Quote'];
export type AppliedOffer = Schemas['AppliedOffer'];
export type NotAppliedOffer = Schemas['NotAppliedOffer'];
export type PaymentSource = Schemas['PaymentSource'];
export type PricedLine = Schemas['PricedLine'];
export type Payment = Schemas['Payment'];
export type FundingRequest = Schemas['FundingRequest'];
export type PaymentState = Payment['state'];
export type PayCode = Schemas['PayCode'];
export type PayCodeState = Schemas['PayCodeState'];
export type RefundPlan = Schemas['RefundPlan'];
export type Refund = Schemas['Refund'];

export type QuoteCoupon = Schemas['QuoteCoupon'];
export type { Base, Benefit, BenefitKind, Campaign, CampaignDifference, CampaignPlan, CampaignVersion, ClaimableCoupon, Condition, Coupon, CouponOffer, Edge, Goods, JointCampaign, LiveCampaign, LiveCampaignOffer, LiveOffer, NewOffer, Offer, OfferTrial, OfferTrialRequest, Step, Weekday } from './offerTerms';
export type OfferState = Offer['state'];
export type Audience = Schemas['Audience'];
export type AudienceMember = Schemas['AudienceMember'];
export type AudienceUpload = Schemas['AudienceUpload'];
export type AudienceUploadProblem = Schemas['AudienceUploadProblem'];
export type OwnOffer = Omit<Schemas['OwnOffer'], 'offer' | 'asked'> & { offer: Offer; asked: NewOffer };
export type OwnOfferRoom = Schemas['OwnOfferRoom'];
export type MerchantOfferLimit = Schemas['MerchantOfferLimit'];
export type OfferUse = Schemas['OfferUse'];
export type CampaignResults = Schemas['CampaignResults'];
export type OfferResults = Omit<Schemas['OfferResults'], 'offer'> & { offer: Offer };
export type OfferUplift = Schemas['OfferUplift'];
export type OfferCouponLine = Schemas['OfferCouponLine'];
export type OfferLimits = Schemas['OfferLimits'];
export type OfferLimitChange = Schemas['OfferLimitChange'];
export type CampaignState = Schemas['Campaign']['state'];
export type CampaignStage = Schemas['CampaignVersion']['stage'];
export type CampaignPlacement = Schemas['CampaignPlacement'];
export type CampaignConflicts = Schemas['CampaignConflicts'];
export type CampaignEvent = Schemas['CampaignEvent'];
export type Backtest = Schemas['Backtest'];
export type BacktestResult = Schemas['BacktestResult'];
export type BacktestReport = Schemas['BacktestReport'];
export type BacktestReached = Schemas['BacktestReached'];

export type Account = Schemas['Account'];
export type AccountKind = Schemas['AccountKind'];
export type BalanceAt = Schemas['BalanceAt'];
export type Chart = Schemas['Chart'];
export type Closing = Schemas['Closing'];
export type EntryEvent = Schemas['EntryEvent'];
export type EntryStory = Schemas['EntryStory'];
export type HeldAccount = Schemas['HeldAccount'];
export type Entry = Schemas['Entry'];
export type EntryTransfer = Schemas['Transfer'];
export type StatementLine = Schemas['StatementLine'];
export type TrialBalance = Schemas['TrialBalance'];
export type TrialBalanceRow = Schemas['TrialBalanceRow'];
export type AuditLine = Schemas['AuditLine'];
export type EventSubscriber = Schemas['Subscriber'];
export type ParkedStream = Schemas['ParkedStream'];
