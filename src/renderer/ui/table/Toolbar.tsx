import { Ellipsis, ListTree } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ViewTable } from '../../../contract/views.ts'
import { Button, IconButton } from '../Button.tsx'
import { Chip } from '../Chip.tsx'
import { cx } from '../cx.ts'
import { formatCount } from '../figures.tsx'
import { Menu } from '../Menu.tsx'
import { ColumnChooser } from './ColumnChooser.tsx'
import { filterText, type BoundColumn, type TableConditions } from './column.ts'
import styles from './DataTable.module.css'
import { FilterPopover, type FilterEdit } from './FilterPopover.tsx'
import { tableTexts as texts } from './texts.ts'
import type { TableChoices } from './useTableChoices.ts'

interface ToolbarProps {
  table: ViewTable
  columns: readonly BoundColumn[]
  conditions: TableConditions
  choices: TableChoices
  /** Of amounts in filters. */
  currency: string
  edit: FilterEdit | null
  onEdit: (edit: FilterEdit | null) => void
  /** Null while there is nothing to export. */
  onExport: (() => void) | null
  onCopy: (() => void) | null
  /** The page's own buttons, at the right end. */
  children?: ReactNode
}

/** Filters as chips at the left; group, columns, export and the page's own buttons at the right. */
export function Toolbar({
  table,
  columns,
  conditions,
  choices,
  currency,
  edit,
  onEdit,
  onExport,
  onCopy,
  children,
}: ToolbarProps) {
  const { filters, search, groupBy } = choices
  const groupable = columns.filter((column) => column.view.isGroupable)
  const grouped = columns.find((column) => column.key === groupBy)
  return (
    <div className={styles.toolbar}>
      <div className={styles.chips}>
        {filters.map((filter, index) => {
          const remove = (): void => choices.show({ filters: filters.filter((_, at) => at !== index) })
          if (filter.operator === 'holds') {
            const condition = conditions[filter.column]
            if (!condition) return null
            const { field, operator, say } = condition
            return (
              <Chip
                key={`${filter.column} ${index}`}
                field={field}
                operator={operator}
                value={say(filter.value)}
                onRemove={remove}
              />
            )
          }
          const column = columns.find((candidate) => candidate.key === filter.column)
          if (!column) return null
          return (
            <Chip
              key={`${filter.column} ${index}`}
              field={column.label}
              {...filterText(column, filter, currency)}
              onOpen={() => onEdit({ column: filter.column, index })}
              onRemove={remove}
            />
          )
        })}
        {search !== '' && (
          <Chip
            field={texts.anyText}
            operator={texts.operators.contains}
            value={`“${search}”`}
            onRemove={() => choices.show({ search: '' })}
          />
        )}
        <FilterPopover
          table={table}
          columns={columns}
          filters={filters}
          currency={currency}
          edit={edit}
          onEdit={onEdit}
          onFilters={(next) => choices.show({ filters: next })}
          onSearch={(text) => choices.show({ search: text })}
        />
      </div>
      <div className={styles.tools}>
        {groupable.length > 0 && (
          <Menu
            trigger={
              <Button look="bare" isSmall icon={ListTree}>
                {grouped ? texts.groupedBy(grouped.label) : texts.group}
              </Button>
            }
            items={[
              { label: texts.noGroups, disabled: groupBy === null, run: () => choices.show({ groupBy: null }) },
              ...groupable.map((column) => ({
                label: texts.groupBy(column.label),
                disabled: column.key === groupBy,
                run: () => choices.show({ groupBy: column.key }),
              })),
            ]}
          />
        )}
        <ColumnChooser columns={columns} layout={choices.layout} onLayout={choices.setLayout} />
        <Menu
          trigger={<IconButton isSmall label={texts.more} icon={Ellipsis} />}
          items={[
            { label: texts.exportCsv, keys: 'Ctrl E', disabled: onExport === null, run: () => onExport?.() },
            { label: texts.copyRows, keys: 'Ctrl C', disabled: onCopy === null, run: () => onCopy?.() },
          ]}
        />
        {children}
      </div>
    </div>
  )
}

/** Stands in the toolbar's place while rows are chosen: how many, what can be done with them, Clear. */
export function BulkBar({ count, onClear, children }: { count: number; onClear: () => void; children: ReactNode }) {
  const text = texts.selected(formatCount(count))
  return (
    <div className={cx(styles.toolbar, styles.bulk)} role="toolbar" aria-label={text}>
      <div className={styles.chips}>
        <span role="status" className="strong">
          {text}
        </span>
        {children}
      </div>
      <Button look="bare" isSmall keys="Esc" onClick={onClear}>
        {texts.clearSelection}
      </Button>
    </div>
  )
}
