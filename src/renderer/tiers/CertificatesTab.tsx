import { Plus } from 'lucide-react'
import { useState } from 'react'
import { certificateStateSchema } from '../../contract/certificates.ts'
import { formatDay } from '../../contract/dates.ts'
import type { ViewRow } from '../../contract/views.ts'
import { linkTo, useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Block, Inspector } from '../ui/Inspector.tsx'
import { Lines } from '../ui/Lines.tsx'
import { Callout } from '../ui/Status.tsx'
import { sayDay, type TableColumn, type TableConditions, type TableView } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import {
  CertificateDialog,
  type CertificateTask,
  RemoveCertificatesDialog,
  type ShownCertificate,
} from './CertificateDialog.tsx'
import { StateText } from './CertificateState.tsx'
import { tierTexts } from './texts.ts'

const texts = tierTexts.certificates
const words = texts.columns

const stateOf = ({ cells }: ViewRow) => certificateStateSchema.catch('valid').parse(cells['state'])

function toCertificate({ id, cells }: ViewRow): ShownCertificate {
  const text = (key: string): string => String(cells[key] ?? '')
  const { expiresOn } = cells
  return {
    id,
    name: text('name'),
    holder: text('holder'),
    level: text('level'),
    issuedOn: text('issuedOn'),
    expiresOn: typeof expiresOn === 'string' ? expiresOn : null,
    evidence: text('evidence'),
  }
}

/** Columns of the table of certificates; keys are the engine's. */
export const certificateColumns: readonly TableColumn[] = [
  { key: 'partner', label: words.partner, width: 170, need: 1, isStrong: true },
  { key: 'holder', label: words.holder, width: 160, need: 1, isGrowing: true },
  { key: 'name', label: words.name, width: 180, need: 2 },
  { key: 'level', label: words.level, width: 100, need: 4, isQuiet: true },
  { key: 'issuedOn', label: words.issuedOn, width: 104, need: 4 },
  { key: 'expiresOn', label: words.expiresOn, width: 104, need: 1 },
  {
    key: 'state',
    label: words.state,
    width: 126,
    need: 1,
    choices: texts.states,
    render: (row) => <StateText state={stateOf(row)} />,
  },
  { key: 'endangers', label: words.endangers, width: 110, need: 2 },
  { key: 'evidence', label: words.evidence, width: 160, isHidden: true, isQuiet: true },
  { key: 'partnerId', label: words.partnerId, width: 96, isHidden: true, isQuiet: true },
]

/** What links ask of certificates. */
export const certificateConditions: TableConditions = { holderOn: { ...texts.holderOn, say: sayDay } }

const views: readonly TableView[] = [
  { key: 'all', label: texts.views.all, filters: [] },
  {
    key: 'ending',
    label: texts.views.ending,
    filters: [{ column: 'state', operator: 'in', value: ['expiring', 'expired'] }],
  },
  { key: 'atRisk', label: texts.views.atRisk, filters: [{ column: 'endangers', operator: 'empty', value: false }] },
]

/** The register of certificates, with their end and the tier that hangs on them. */
export function CertificatesTab() {
  const { filters } = useRoute()
  const [task, setTask] = useState<CertificateTask | null>(null)
  const [removing, setRemoving] = useState<readonly number[] | null>(null)
  const add = (): void => setTask({ kind: 'add', partner: null })
  return (
    <>
      <DataTable
        table="certificates"
        name="tiers.certificates"
        label={tierTexts.tabs.certificates}
        columns={certificateColumns}
        conditions={certificateConditions}
        views={views}
        linkedFilters={filters}
        actions={
          <Button changes isSmall icon={Plus} onClick={add}>
            {texts.add}
          </Button>
        }
        bulk={(selection) => (
          <Button changes isSmall onClick={() => void selection.ids().then(setRemoving)}>
            {texts.remove}
          </Button>
        )}
        inspector={(row, close) => (
          <CertificatePanel row={row} onTask={setTask} onRemove={() => setRemoving([row.id])} onClose={close} />
        )}
        empty={
          <EmptyState
            title={texts.empty}
            actions={
              <Button changes look="main" icon={Plus} onClick={add}>
                {texts.add}
              </Button>
            }
          />
        }
      />
      {task && <CertificateDialog task={task} onClose={() => setTask(null)} />}
      {removing && <RemoveCertificatesDialog ids={removing} onClose={() => setRemoving(null)} />}
    </>
  )
}

function CertificatePanel({
  row,
  onTask,
  onRemove,
  onClose,
}: {
  row: ViewRow
  onTask: (task: CertificateTask) => void
  onRemove: () => void
  onClose: () => void
}) {
  const certificate = toCertificate(row)
  const { endangers, partner, partnerId } = row.cells
  const state = stateOf(row)
  return (
    <Inspector
      title={certificate.holder}
      lead={[certificate.name, certificate.level].filter((word) => word !== '').join(', ')}
      onClose={onClose}
      foot={
        <>
          {state !== 'renewed' && (
            <Button changes onClick={() => onTask({ kind: 'renew', certificate })}>
              {texts.renew}
            </Button>
          )}
          <Button changes onClick={() => onTask({ kind: 'edit', certificate })}>
            {texts.edit}
          </Button>
        </>
      }
    >
      {endangers !== '' && endangers !== null && (
        <Block>
          <Callout meaning="warn">{texts.risk(String(endangers))}</Callout>
        </Block>
      )}
      <Block>
        <Lines
          isWords
          lines={[
            {
              label: words.partner,
              value: <a href={linkTo({ page: 'partners', parts: [Number(partnerId), 'tier'] })}>{String(partner)}</a>,
            },
            { label: words.state, value: <StateText state={state} /> },
            { label: words.issuedOn, value: formatDay(certificate.issuedOn) },
            ...(certificate.expiresOn === null
              ? []
              : [{ label: words.expiresOn, value: formatDay(certificate.expiresOn) }]),
            ...(certificate.evidence === '' ? [] : [{ label: words.evidence, value: certificate.evidence }]),
          ]}
        />
      </Block>
      <Block>
        <Button changes look="bare" isSmall onClick={onRemove}>
          {texts.remove}
        </Button>
      </Block>
    </Inspector>
  )
}
