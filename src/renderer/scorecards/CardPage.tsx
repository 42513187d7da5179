import { Ellipsis, Printer } from 'lucide-react'
import { useState } from 'react'
import { periodName } from '../../contract/scorecardText.ts'
import type { Output } from '../../contract/methods.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { useMenuCommand } from '../client/menu.ts'
import { linkTo, navigate } from '../client/navigation.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { formatMoment } from '../ui/figures.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Page } from '../ui/Page.tsx'
import { saySaved } from '../ui/saySaved.ts'
import { Status } from '../ui/Status.tsx'
import { CardView } from './CardView.tsx'
import { scorecardCrumb } from './links.ts'
import styles from './Bar.module.css'
import { printCard, saveCard, sayError, type CardFormat } from './saveCards.ts'
import { scorecardTexts as texts } from './texts.ts'

export type Published = Output<'scorecards.get'>

const crumbs = [
  scorecardCrumb,
  { label: texts.tabs.published, href: linkTo({ page: 'scorecards', parts: ['published'] }) },
]

/** What a published card can be asked for, at the right end of a bar. */
export function CardActions({ published }: { published: Published }) {
  const [isWithdrawing, setWithdrawing] = useState(false)
  const { id, partnerId } = published
  const save = async (format: CardFormat): Promise<void> => {
    const file = await saveCard(id, format)
    if (file) saySaved(texts.saved(file.name), file)
  }
  const run = (format: CardFormat) => (): void => void save(format).catch(sayError)
  const print = (): void => void printCard(id).catch(sayError)
  useMenuCommand('print', print)
  return (
    <>
      <Button look="bare" isSmall icon={Printer} onClick={print}>
        {texts.print}
      </Button>
      <Menu
        trigger={<IconButton isSmall label={texts.more} icon={Ellipsis} />}
        items={[
          { label: texts.saveHtml, run: run('html') },
          {
            label: texts.openPartner,
            run: () => navigate({ page: 'partners', parts: [partnerId, 'scorecard'] }),
          },
          { label: texts.withdraw, changes: true, isDanger: true, run: () => setWithdrawing(true) },
        ]}
      />
      <Button isSmall look="main" onClick={run('pdf')}>
        {texts.savePdf}
      </Button>
      {isWithdrawing && <WithdrawDialog published={published} onClose={() => setWithdrawing(false)} />}
    </>
  )
}

const periodOf = ({ card }: Published): string => periodName(card.from, card.to, card.programme.fiscalYearStartMonth)

function WithdrawDialog({ published, onClose }: { published: Published; onClose: () => void }) {
  const withdraw = useCommand('scorecards.withdraw')
  const run = (): void =>
    withdraw.mutate(
      { id: published.id },
      {
        onSuccess: () => {
          onClose()
          navigate({ page: 'partners', parts: [published.partnerId, 'scorecard'] }, { replace: true })
        },
      },
    )
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.withdrawTitle(published.card.partner.name, periodOf(published))}
      lead={texts.withdrawLead}
      action={texts.withdrawAction}
      onAction={run}
      isDanger
      isRunning={withdraw.isPending}
      error={withdraw.error}
      note={texts.canUndo}
      focus="safe"
    />
  )
}

/** When it was frozen and by whom, with the beginning of its hash. */
export function FrozenStatus({ published }: { published: Published }) {
  const { publishedAt, publishedBy, hash } = published
  const content = hash.slice(0, 12).replace(/(.{4})(?=.)/g, '$1 ')
  return (
    <span className={styles.frozen}>
      <Status meaning="good">{texts.frozen(formatMoment(publishedAt), publishedBy, content)}</Status>
    </span>
  )
}

/** A published card, from its frozen content alone. */
export function CardPage({ id }: { id: number }) {
  const query = useEngineQuery('scorecards.get', { id })
  const published = query.data
  return (
    <Page
      title={published ? texts.card.of(published.card.partner.name, periodOf(published)) : texts.page}
      crumbs={crumbs}
    >
      {query.error && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {published && (
        <>
          <div className={styles.bar}>
            <FrozenStatus published={published} />
            <span className={styles.push} />
            <CardActions published={published} />
          </div>
          <CardView {...published} />
        </>
      )}
    </Page>
  )
}
