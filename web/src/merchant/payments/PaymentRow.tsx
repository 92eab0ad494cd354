import { Link } from 'react-router';
import type { Payment, Order } from '../../api/types';
import { useWords } from '../../shared/i18n/start';
import { formatMoney } from '../../shared/money';
import { When } from '../../shared/When';
import { OrderStatePill, PaymentStatePill } from './StatePill';

export function PaymentRow({ payment }: { payment: Payment }) {
  const { t, language } = useWords();
  return (
    <li>
      <Link className="row" to={`/payments/${payment.id}`}>
        <span className="row-main">
          <span className="strong">{payment.customerMasked ?? payment.orderNumber ?? payment.id.slice(-8)}</span>
          <span className="small muted num">
            <When at={payment.at} />
            {payment.orderNumber && ` · ${payment.orderNumber}`}
          </span>
        </span>
        {payment.state !== 'paid' && <PaymentStatePill state={payment.state} />}
        <span className="row-amount num">
          <span className="strong">{formatMoney(payment.gross, language)}</span>
          {payment.discount.value > 0 && (
            <span className="small muted">
              {t('payments.discount')} {formatMoney(payment.discount, language)}
            </span>
          )}
        </span>
      </Link>
    </li>
  );
}

export function OrderRow({ order }: { order: Order }) {
  const { language } = useWords();
  return (
    <li>
      <Link className="row" to={order.paymentId ? `/payments/${order.paymentId}` : `/orders/${order.id}`}>
        <span className="row-main">
          <span className="strong num">{order.orderNumber ?? `…${order.id.slice(-8)}`}</span>
          <span className="small muted num">
            <When at={order.createdAt} />
            {order.note && ` · ${order.note}`}
          </span>
        </span>
        <OrderStatePill state={order.state} />
        <span className="row-amount num strong">{formatMoney(order.amount, language)}</span>
      </Link>
    </li>
  );
}
