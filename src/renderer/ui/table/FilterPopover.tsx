import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { ViewFilter, ViewTable } from '../../../contract/views.ts'
import { Button, Keys } from '../Button.tsx'
import { Popover } from '../Popover.tsx'
import type { BoundColumn } from './column.ts'
import { FilterValue } from './FilterValue.tsx'
import styles from './Filters.module.css'
import { PickList, type Pick } from './PickList.tsx'
import { tableTexts as texts } from './texts.ts'

/** What the popover edits: a new filter, or the one at an index. */
export interface FilterEdit {
  column: string | null
  index: number | null
}

interface FilterPopoverProps {
  table: ViewTable
  columns: readonly BoundColumn[]
  filters: readonly ViewFilter[]
  currency: string
  edit: FilterEdit | null
  onEdit: (edit: FilterEdit | null) => void
  onFilters: (filters: readonly ViewFilter[]) => void
  onSearch: (text: string) => void
}

const SEARCH = ' search'

/** "+ Filter /": first the column (or any text), then its value. */
export function FilterPopover({
  table,
  columns,
  filters,
  currency,
  edit,
  onEdit,
  onFilters,
  onSearch,
}: FilterPopoverProps) {
  const [text, setText] = useState('')
  const column = columns.find((candidate) => candidate.key === edit?.column)
  const wanted = text.trim().toLowerCase()
  const picks: Pick[] = columns
    .filter((candidate) => candidate.label.toLowerCase().includes(wanted))
    .map((candidate) => ({ key: candidate.key, label: candidate.label }))
  if (wanted !== '') picks.push({ key: SEARCH, label: texts.rowsContaining(text.trim()) })

  const close = (): void => {
    setText('')
    onEdit(null)
  }
  const apply = (filter: ViewFilter): void => {
    const index = edit?.index ?? null
    onFilters(index === null ? [...filters, filter] : filters.map((old, at) => (at === index ? filter : old)))
    close()
  }
  return (
    <Popover
      label={texts.addFilter}
      isOpen={edit !== null}
      onOpen={(isOpen) => (isOpen ? onEdit({ column: null, index: null }) : close())}
      className={styles.popup}
      trigger={
        <Button look="bare" isSmall icon={Plus}>
          {texts.filter} <Keys>/</Keys>
        </Button>
      }
    >
      {column ? (
        <FilterValue
          key={column.key}
          table={table}
          column={column}
          currency={currency}
          filter={edit?.index === null || edit?.index === undefined ? null : (filters[edit.index] ?? null)}
          onApply={apply}
          onBack={() => onEdit({ column: null, index: edit?.index ?? null })}
        />
      ) : (
        <PickList
          label={texts.addFilter}
          placeholder={texts.findColumn}
          text={text}
          onText={setText}
          items={picks}
          onPick={(key) => {
            if (key === SEARCH) {
              onSearch(text.trim())
              close()
            } else {
              setText('')
              onEdit({ column: key, index: edit?.index ?? null })
            }
          }}
        />
      )}
    </Popover>
  )
}
