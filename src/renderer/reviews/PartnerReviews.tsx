import { Ellipsis, Plus } from 'lucide-react'
import { useState } from 'react'
import { formatDay } from '../../contract/dates.ts'
import { figureText, formatFigure } from '../../contract/reviewFigures.ts'
import type { Campaign, Goal } from '../../contract/reviewPlans.ts'
import { formatPeriod } from '../../contract/statementText.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { linkTo, navigate } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { ErrorNote, ErrorState } from '../ui/ErrorState.tsx'
import { Section } from '../ui/Lines.tsx'
import { Menu } from '../ui/Menu.tsx'
import { CampaignTable } from './CampaignTable.tsx'
import { Commitments } from './Commitments.tsx'
import { PlanDialog } from './PlanDialog.tsx'
import { PlanFieldsDialog } from './PlanFieldsDialog.tsx'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.partner

/** The reviews with one partner, what both sides promised, and what is planned together. */
export function PartnerReviews({ partnerId }: { partnerId: number }) {
  const reviews = useEngineQuery('reviews.ofPartner', { partnerId })
  const plans = useEngineQuery('reviews.plans', { partnerId })
  const [isPlanning, setPlanning] = useState(false)
  const failed = reviews.isError ? reviews : plans.isError ? plans : null
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
  if (!reviews.data || !plans.data) return null
  const { commitments } = reviews.data
  const open = commitments.filter(({ state }) => state === 'open').length
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={texts.reviews}>
      <Section
        title={texts.reviews}
        actions={
          <Button changes isSmall icon={Plus} onClick={() => setPlanning(true)}>
            {reviewTexts.plan.action}
          </Button>
        }
      >
        {reviews.data.reviews.length === 0 ? (
          <p className="ink2">{texts.noReviews}</p>
        ) : (
          <table className={styles.table} aria-label={texts.reviews}>
            <tbody>
              {reviews.data.reviews.map((review) => (
                <tr key={review.id}>
                  <td>
                    <a href={linkTo({ page: 'reviews', parts: [review.id] })}>
                      {formatDay(review.heldOn ?? review.plannedOn)}
                    </a>
                  </td>
                  <td>{formatPeriod(review.from, review.to)}</td>
                  <td>{reviewTexts.states[review.state]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      <Section title={reviewTexts.tabs.commitments} sub={texts.open(open)}>
        <Commitments
          label={reviewTexts.tabs.commitments}
          commitments={commitments}
          none={reviewTexts.commitments.noneOpen}
          isCarried
          partnerId={partnerId}
          addTo={null}
        />
      </Section>
      <Plans partnerId={partnerId} goals={plans.data.goals} campaigns={plans.data.campaigns} />
      {isPlanning && (
        <PlanDialog
          partner={{ id: partnerId, name: '' }}
          onClose={() => setPlanning(false)}
          onPlanned={(id) => navigate({ page: 'reviews', parts: [id] })}
        />
      )}
    </div>
  )
}

interface PlansProps {
  partnerId: number
  goals: readonly Goal[]
  campaigns: readonly Campaign[]
}

function Plans({ partnerId, goals, campaigns }: PlansProps) {
  const currency = useProgramme()?.baseCurrency ?? 'USD'
  const [edited, setEdited] = useState<{ kind: 'goal' | 'campaign'; plan: Goal | Campaign | null } | null>(null)
  const remove = useCommand('reviews.removePlan')
  const menuOf = (plan: Goal | Campaign) => (
    <Menu
      trigger={<IconButton isSmall label={texts.more(plan.title)} icon={Ellipsis} />}
      items={[
        { label: texts.edit, changes: true, run: () => setEdited({ kind: plan.kind, plan }) },
        {
          label: texts.remove,
          changes: true,
          isDanger: true,
          startsGroup: true,
          run: () => remove.mutate({ id: plan.id }),
        },
      ]}
    />
  )
  const adder = (kind: 'goal' | 'campaign') => (
    <Button changes isSmall icon={Plus} onClick={() => setEdited({ kind, plan: null })}>
      {kind === 'goal' ? texts.addGoal : texts.addCampaign}
    </Button>
  )
  return (
    <>
      <Section title={texts.goals} actions={adder('goal')}>
        {remove.error && <ErrorNote error={remove.error} />}
        {goals.length === 0 ? (
          <p className="ink2">{texts.noGoals}</p>
        ) : (
          <table className={styles.table} aria-label={texts.goals}>
            <thead>
              <tr>
                {texts.goalHead.map((name, index) => (
                  <th key={name} scope="col" className={index === 2 || index === 3 ? 'num' : undefined}>
                    {name === '' ? <span className="vh">{reviewTexts.actions.more}</span> : name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {goals.map((goal) => (
                <tr key={goal.id}>
                  <td>{goal.title}</td>
                  <td>{figureText(goal.measure).label}</td>
                  <td className="num">{formatFigure(goal.measure, goal.target, currency)}</td>
                  <td className="num">{goal.value === null ? '' : formatFigure(goal.measure, goal.value, currency)}</td>
                  <td>{formatDay(goal.to)}</td>
                  <td>{goal.isMet ? texts.met : reviewTexts.planStates[goal.state]}</td>
                  <td>{menuOf(goal)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      <Section title={texts.campaigns} actions={adder('campaign')}>
        {campaigns.length === 0 ? (
          <p className="ink2">{texts.noCampaigns}</p>
        ) : (
          <CampaignTable campaigns={campaigns} more={menuOf} />
        )}
      </Section>
      {edited && (
        <PlanFieldsDialog
          partnerId={partnerId}
          kind={edited.kind}
          plan={edited.plan}
          currency={currency}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  )
}
