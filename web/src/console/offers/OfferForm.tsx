import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { NewOffer, Offer } from '../../api/types';
import { showAtFields } from '../../shared/desk/formProblems';
import { ProblemBox, ProblemNote } from '../../shared/desk/ProblemNote';
import { useWords } from '../../shared/i18n/start';
import { carryOut } from '../../shared/intents';
import { asProblem, type FieldError } from '../../shared/problem';
import { useIntent } from '../../shared/useIntent';
import { api } from '../api';
import { PageHead } from '../PageHead';
import { ConditionFields } from './ConditionFields';
import { CouponFields } from './CouponFields';
import { bodyOf, emptyDraft, fieldOf, type OfferDraft } from './offerDraft';
import { OfferPreview } from './OfferPreview';
import { BenefitSection, BudgetSection, followChange, OthersSection, ScheduleSection, SponsorsSection, useOfferChoices, wrongFields } from './OfferSections';
import { termsText } from './termsText';

export function OfferForm() {
  const { t } = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<OfferDraft>();
  const [faults, setFaults] = useState(0);
  const [nowhere, setNowhere] = useState<FieldError[]>([]);
  // Nothing else is watched here: with all of it drawn anew, a form of this size would lag behind the typing.
  const kind = Form.useWatch('kind', form) ?? 'spend_and_save';
  const currency = Form.useWatch('currency', form) ?? 'CNY';

  const choices = useOfferChoices(currency);
  const { sponsorIds } = choices;

  const open = useIntent({
    mutationFn: (body: NewOffer) => carryOut('offer', body, (key) => api.post<Offer>('/offers', body, { idempotencyKey: key })),
    onSuccess: (offer) => {
      void queries.invalidateQueries();
      void message.success(t('offerForm.created'));
      void navigate(`/offers/${offer.id}`, { replace: true });
    },
    onError: (error) => {
      setNowhere(showAtFields(form, error, t, { rename: ({ field }) => fieldOf(field, form.getFieldsValue() as OfferDraft), words: termsText }));
      const [first, ...more] = wrongFields(form);
      if (!first) return;
      setFaults(1 + more.length);
      form.scrollToField(first, { behavior: 'smooth', block: 'center', focus: true });
    },
  });

  return (
    <>
      <Link to="/offers" className="back">
        <ArrowLeftOutlined aria-hidden /> {t('offers.back')}
      </Link>
      <PageHead title={t('offerForm.title')} />
      <div className="two-columns form-columns">
        <Form<OfferDraft>
          form={form}
          layout="vertical"
          requiredMark={false}
          scrollToFirstError={{ behavior: 'smooth', block: 'center', focus: true }}
          initialValues={emptyDraft(t('offerForm.sponsorPlatform'))}
          onFinish={(values) => {
            setFaults(0);
            const body = bodyOf(values, sponsorIds);
            if (body) open.mutate(body);
          }}
          onFinishFailed={({ errorFields }) => setFaults(errorFields.length)}
          onFieldsChange={(_, all) => faults > 0 && setFaults(all.filter((field) => field.errors?.length).length)}
          onValuesChange={(changed: Partial<OfferDraft>) => {
            open.reset();
            setNowhere([]);
            followChange(form, changed);
          }}
        >
          <BenefitSection kind={kind} currency={currency} />
          <ScheduleSection kind={kind} currency={currency} choices={choices} />
          <ConditionFields currency={currency} />
          <BudgetSection kind={kind} currency={currency} />
          {kind !== 'top_up_bonus' && <CouponFields />}
          <OthersSection />
          <SponsorsSection currency={currency} choices={choices} asking={false} />

          {faults > 0 && <ProblemBox>{t('offerForm.fix', { count: faults })}</ProblemBox>}
          {nowhere.length > 0 ? <ProblemBox>{nowhere.map((fault) => `${fault.field}: ${termsText(t, fault)}`).join('; ')}</ProblemBox> : open.error && asProblem(open.error).errors.length === 0 ? <ProblemNote error={open.error} /> : null}
          <div className="form-actions">
            <Button size="large" onClick={() => void navigate('/offers')}>
              {t('common.cancel')}
            </Button>
            <Button type="primary" size="large" htmlType="submit" loading={open.isPending}>
              {t('offerForm.submit')}
            </Button>
          </div>
        </Form>
        <OfferPreview form={form} sponsorIds={sponsorIds} />
      </div>
    </>
  );
}
