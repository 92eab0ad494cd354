import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { Charge, Order } from '../../api/types';
import { CameraScanner } from '../../shared/desk/CameraScanner';
import { ProblemBox, ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { formatMoney } from '../../shared/money';
import { asProblem } from '../../shared/problem';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { digitsOf, isPayCode, PAY_CODE_DIGITS } from './payCode';
import { useTill } from './Till';

/** Charges the code on the customer's phone. What came of it is said in words; when nobody knows, it says that too. */
export function PayCodeCharge({ order, scanned, onInquiry }: { order: Order; scanned?: string; onInquiry: () => void }) {
  const { t, language } = useWords();
  const { announce } = useTill();
  const queries = useQueryClient();
  const [code, setCode] = useState('');
  const [camera, setCamera] = useState(false);
  const [wrong, setWrong] = useState(false);

  const charge = useIntent({
    mutationFn: (payCode: string) =>
      carryOut(`charge.${order.id}`, { payCode }, (key) => api.post<Charge>(`/orders/${order.id}/pay-code`, { payCode }, { idempotencyKey: key })),
    onSuccess: (answer) => {
      if (answer.state === 'paid' && answer.payment) announce({ ...answer.payment, paymentId: answer.payment.id, refundId: null });
      void queries.invalidateQueries({ queryKey: ['/orders', order.id] });
    },
  });

  function take(text: string) {
    const digits = digitsOf(text);
    setCode(digits);
    setWrong(!isPayCode(digits));
    // The same code again is the same intent; a camera sees it many times a second.
    if (!isPayCode(digits)) return;
    setCamera(false);
    charge.mutate(digits);
  }

  const scannedOnce = useRef(false);
  useEffect(() => {
    if (!scanned || scannedOnce.current) return;
    scannedOnce.current = true;
    take(scanned);
  });

  const problem = charge.error ? asProblem(charge.error) : null;
  const refused = problem && !problem.inDoubt ? problem : null;

  return (
    <div className="pay-code">
      <p className="small muted">{t('payCode.lead')}</p>
      {camera && <CameraScanner refused={t('payCode.noCamera')} onRead={(text) => isPayCode(digitsOf(text)) && take(text)} />}
      <Form layout="vertical" onFinish={() => take(code)}>
        <Form.Item label={t('payCode.field')} htmlFor="pay-code" validateStatus={wrong ? 'error' : ''} help={wrong ? t('payCode.wrong') : undefined}>
          <Input
            id="pay-code"
            className="num"
            size="large"
            autoFocus
            inputMode="numeric"
            autoComplete="off"
            value={code.replace(/(\d{4})(?=\d)/g, '$1 ')}
            onChange={(event) => {
              const digits = digitsOf(event.target.value).slice(0, PAY_CODE_DIGITS);
              setCode(digits);
              setWrong(false);
            }}
          />
        </Form.Item>
        {order.pin === 'refused' && <ProblemBox title={t('payCode.customerRefused')}>{t('payCode.customerRefusedHint')}</ProblemBox>}
        {order.pin === 'awaited' && (
          <div role="status" className="card" style={{ marginBottom: 16 }}>
            <p className="strong" style={{ margin: 0 }}>
              {t('payCode.pinNeeded')}
            </p>
            <p className="small muted" style={{ margin: '4px 0 0' }}>
              {t('payCode.pinNeededHint')}
            </p>
          </div>
        )}
        {refused && <ProblemNote error={refused} title={t('payCode.refused')} />}
        {problem?.inDoubt && (
          <ProblemBox title={t('payCode.unclear')}>
            {t('payCode.unclearHint')}
            <Button style={{ display: 'block', marginTop: 10 }} onClick={onInquiry}>
              {t('qr.inquiry')}
            </Button>
          </ProblemBox>
        )}
        <div className="two-buttons" style={{ marginTop: 16 }}>
          <Button size="large" onClick={() => setCamera(!camera)}>
            {camera ? t('payCode.stopCamera') : t('payCode.camera')}
          </Button>
          <Button type="primary" size="large" htmlType="submit" loading={charge.isPending}>
            {t('payCode.charge', { amount: formatMoney(order.amount, language) })}
          </Button>
        </div>
      </Form>
    </div>
  );
}
