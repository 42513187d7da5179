import { useState } from 'react'
import type { ViewRow } from '../../contract/views.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { linkToImported, showImported } from '../client/importedRows.ts'
import { navigate, useRoute } from '../client/navigation.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { formatCount, formatMoment } from '../ui/figures.tsx'
import { Block, FootNote, Inspector } from '../ui/Inspector.tsx'
import { Lines } from '../ui/Lines.tsx'
import { RevertDialog } from '../ui/RevertDialog.tsx'
import { Status } from '../ui/Status.tsx'
import type { TableColumn } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/DataTable.tsx'
import { chooseAndImport } from './chooseAndImport.ts'
import { revenueTexts as texts } from './texts.ts'

const words = texts.imports.columns
const verdictKeys = ['new', 'same', 'changed', 'suspect', 'rejected'] as const

/** Columns of the table of imports; keys are the engine's. */
export const importColumns: readonly TableColumn[] = [
  { key: 'at', label: words.at, width: 168, need: 2 },
  { key: 'file', label: words.file, width: 220, isGrowing: true, need: 1, isStrong: true },
  { key: 'source', label: words.source, width: 128, need: 5, isQuiet: true },
  { key: 'by', label: words.by, width: 128, need: 5, isQuiet: true },
  { key: 'rows', label: words.rows, width: 88, need: 1 },
  { key: 'new', label: words.new, width: 80, need: 2 },
  { key: 'same', label: words.same, width: 96, need: 4 },
  { key: 'changed', label: words.changed, width: 80, need: 4 },
  { key: 'suspect', label: words.suspect, width: 80, need: 4 },
  { key: 'rejected', label: words.rejected, width: 80, need: 3 },
  { key: 'state', label: words.state, width: 112, need: 1, choices: texts.imports.states, render: stateText },
]

/** Every import with its verdicts; each opens to its report and can be reverted. */
export function ImportsTab() {
  const { filters, params } = useRoute()
  const openId = Number(params['open'])
  return (
    <DataTable
      table="imports"
      name="imports"
      mark="imports"
      label={texts.tabs.imports}
      columns={importColumns}
      linkedFilters={filters}
      openId={Number.isSafeInteger(openId) && openId > 0 ? openId : null}
      inspector={(row, close) => <ImportPanel row={row} onClose={close} />}
      onOpen={(row) => navigate({ page: 'import', parts: [row.id] })}
      empty={
        <EmptyState
          title={texts.imports.empty}
          actions={
            <Button changes look="main" onClick={chooseAndImport}>
              {texts.importFiles}
            </Button>
          }
        >
          {texts.imports.emptyMore}
        </EmptyState>
      }
    />
  )
}

/** Only what no longer counts is marked. */
function stateText(row: ViewRow) {
  return row.cells['state'] === 'reverted' ? (
    <Status meaning="warn">{texts.imports.states.reverted}</Status>
  ) : (
    <span className="ink2">{texts.imports.states.done}</span>
  )
}

function ImportPanel({ row, onClose }: { row: ViewRow; onClose: () => void }) {
  const [isReverting, setReverting] = useState(false)
  const kinds = useEngineQuery('imports.get', { id: row.id }).data?.report.kinds ?? []
  const { cells } = row
  const isReverted = cells['state'] === 'reverted'
  const count = (key: string): number => (typeof cells[key] === 'number' ? cells[key] : 0)
  return (
    <Inspector
      title={String(cells['file'] ?? '')}
      lead={
        isReverted
          ? texts.imports.revertedNote
          : texts.imports.lead(formatMoment(String(cells['at'] ?? '')), String(cells['by'] ?? ''))
      }
      onClose={onClose}
      foot={
        <>
          <Button onClick={() => navigate({ page: 'import', parts: [row.id] })}>{texts.imports.openReport}</Button>
          {!isReverted && (
            <>
              <Button changes look="danger" onClick={() => setReverting(true)}>
                {texts.imports.revert}
              </Button>
              <FootNote>{texts.imports.revertNote}</FootNote>
            </>
          )}
        </>
      }
    >
      <Block title={texts.imports.counts}>
        <Lines
          lines={[
            ...verdictKeys.map((key) => ({ label: words[key], value: formatCount(count(key)) })),
            { label: words.rows, value: formatCount(count('rows')), weight: 'sum' as const },
          ]}
        />
      </Block>
      {!isReverted && kinds.length > 0 && (
        <Block>
          {kinds.map(({ kind }) => (
            <p key={kind}>
              <a href={linkToImported(kind, row.id)}>{showImported[kind]}</a>
            </p>
          ))}
        </Block>
      )}
      {isReverting && <RevertDialog attemptId={row.id} onClose={() => setReverting(false)} />}
    </Inspector>
  )
}
