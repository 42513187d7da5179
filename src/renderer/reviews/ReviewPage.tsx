import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { formatDay } from '../../contract/dates.ts'
import { ratesText } from '../../contract/rateTexts.ts'
import type { Output } from '../../contract/methods.ts'
import { formatPeriod } from '../../contract/statementText.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { linkTo, navigate } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { ErrorNote, ErrorState } from '../ui/ErrorState.tsx'
import { Block, Inspector } from '../ui/Inspector.tsx'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import { Column, Page, Split } from '../ui/Page.tsx'
import { Callout } from '../ui/Status.tsx'
import { AgendaDialog } from './AgendaDialog.tsx'
import { AgendaPart } from './AgendaPart.tsx'
import { HoldDialog } from './HoldDialog.tsx'
import { Notes } from './Notes.tsx'
import { PacksDialog } from './PacksDialog.tsx'
import { MoveDialog } from './PlanDialog.tsx'
import styles from './Reviews.module.css'
import { reviewTexts as texts } from './texts.ts'

const crumbs = [{ label: texts.page, href: linkTo({ page: 'reviews' }) }]

/** One review: its agenda from top to bottom, filled with figures, and the notes beside it. */
export function ReviewPage({ id }: { id: number }) {
  const review = useEngineQuery('reviews.get', { id }, { keepLast: true })
  const content = useEngineQuery('reviews.content', { of: { reviewId: id } }, { keepLast: true })
  const failed = review.isError ? review : content.isError ? content : null
  if (failed)
    return (
      <Page title={texts.one} crumbs={crumbs}>
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      </Page>
    )
  if (!review.data || !content.data)
    return (
      <Page title={texts.one} crumbs={crumbs}>
        {null}
      </Page>
    )
  return <OneReview review={review.data} content={content.data} />
}

export type ReviewData = Output<'reviews.get'>
export type ContentData = Output<'reviews.content'>
type Asked = 'pack' | 'hold' | 'agenda' | 'move'

function OneReview({ review, content }: { review: ReviewData; content: ContentData }) {
  const { id, state, partnerId, partnerName } = review
  const [asked, setAsked] = useState<Asked | null>(null)
  const startMonth = useProgramme()?.fiscalYearStartMonth ?? 1
  const cancel = useCommand('reviews.cancel')
  const reopen = useCommand('reviews.reopen')
  const close = (): void => setAsked(null)
  const failed = cancel.error ?? reopen.error
  const items: MenuItem[] = [
    ...(state === 'cancelled' ? [] : [{ label: texts.actions.agenda, changes: true, run: () => setAsked('agenda') }]),
    ...(state === 'planned' ? [{ label: texts.actions.move, changes: true, run: () => setAsked('move') }] : []),
    { label: texts.actions.partner, run: () => navigate({ page: 'partners', parts: [partnerId, 'reviews'] }) },
    state === 'planned'
      ? {
          label: texts.actions.cancel,
          changes: true,
          isDanger: true,
          startsGroup: true,
          run: () => cancel.mutate({ id }),
        }
      : { label: texts.actions.reopen, changes: true, startsGroup: true, run: () => reopen.mutate({ id }) },
  ]
  return (
    <Page
      title={partnerName}
      crumbs={crumbs}
      actions={
        <>
          <Button onClick={() => setAsked('pack')}>{texts.actions.pack}</Button>
          {state === 'planned' && (
            <Button changes look="main" onClick={() => setAsked('hold')}>
              {texts.actions.hold}
            </Button>
          )}
          <Menu trigger={<IconButton label={texts.actions.more} icon={Ellipsis} />} items={items} />
        </>
      }
    >
      <Split>
        <Column>
          <div className={styles.scroll} tabIndex={0} role="region" aria-label={partnerName}>
            <Head review={review} content={content} />
            {failed && <ErrorNote error={failed} />}
            {review.agenda.map((item, index) => (
              <AgendaPart key={`${item.kind} ${index}`} item={item} review={review} content={content} />
            ))}
          </div>
        </Column>
        <AgendaPanel review={review} />
      </Split>
      {asked === 'pack' && <PacksDialog reviewIds={[id]} name={partnerName} onClose={close} />}
      {asked === 'hold' && <HoldDialog review={review} startMonth={startMonth} onClose={close} />}
      {asked === 'agenda' && <AgendaDialog review={review} onClose={close} />}
      {asked === 'move' && <MoveDialog review={review} startMonth={startMonth} onClose={close} />}
    </Page>
  )
}

function Head({ review, content }: { review: ReviewData; content: ContentData }) {
  const { state, plannedOn, heldOn, previous, next } = review
  const { period, before, foreign, policy, missing } = content
  const day = formatDay(heldOn ?? plannedOn)
  const rates = ratesText({ policy, foreign })
  const linkOf = (other: NonNullable<typeof next>, text: (day: string) => string) => (
    <a href={linkTo({ page: 'reviews', parts: [other.id] })}>{text(formatDay(other.heldOn ?? other.plannedOn))}</a>
  )
  return (
    <div className={styles.head}>
      <p className={styles.lead}>{texts.head[state](day)}</p>
      <p className="small ink2">
        {texts.head.looksBack(formatPeriod(period.from, period.to), formatPeriod(before.from, before.to))}
      </p>
      {(previous || next) && (
        <p className={styles.links}>
          {previous && linkOf(previous, texts.head.previous)}
          {next && linkOf(next, texts.head.next)}
        </p>
      )}
      {rates !== null && <p className="small ink2">{`${rates}.`}</p>}
      {missing.length > 0 && (
        <Callout meaning="warn">
          {texts.head.missing(missing.map(({ currency, rows }) => `${currency} (${rows})`).join(', '))}
        </Callout>
      )}
    </div>
  )
}

function AgendaPanel({ review }: { review: ReviewData }) {
  const total = review.agenda.reduce((sum, { minutes }) => sum + minutes, 0)
  return (
    <Inspector title={texts.notes.title} isFixed>
      <Block>
        <Notes key={review.id} id={review.id} stored={review.notes} isEditable={review.state !== 'cancelled'} />
      </Block>
      <Block title={texts.agenda.title} aside={<span className="ink2">{texts.inAll(total)}</span>}>
        <dl className={styles.agenda}>
          {review.agenda.map(({ title, minutes }, index) => [
            <dt key={`${index} title`}>{title}</dt>,
            <dd key={`${index} time`}>{texts.minutes(minutes)}</dd>,
          ])}
        </dl>
      </Block>
    </Inspector>
  )
}
