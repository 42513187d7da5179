import { memo } from 'react'
import type { ColumnRole, ImportMapping } from '../../contract/imports.ts'
import { dealStageSchema } from '../../contract/revenue.ts'
import { Select, type Option } from '../ui/Select.tsx'
import { Status } from '../ui/Status.tsx'
import { change } from './queue.ts'
import styles from './Columns.module.css'
import { readingOf, roleGroups, withRole, type RoleGroup } from './mapping.ts'
import type { PreviewRow } from './samples.ts'
import { StageWords } from './StageWords.tsx'
import { importTexts as texts } from './texts.ts'

type Cell = PreviewRow['cells'][number]
type DealStage = (typeof dealStageSchema.options)[number]

const roleOptions: readonly Option<ColumnRole | 'none'>[] = [
  { value: 'none', label: texts.notImported },
  // The keys of a record literal are exactly its type's keys.
  ...(Object.keys(roleGroups) as RoleGroup[]).flatMap((group) =>
    roleGroups[group].map((role) => ({ value: role, label: texts.roles[role], group: texts.roleGroups[group] })),
  ),
]

/** One column of the file: its header, two of its values, where it goes and what that makes of the first value. */
export const ColumnRow = memo(function ColumnRow({
  handle,
  rowIndex,
  column,
  format,
  stages,
  isLead,
  first,
  second,
  isAsked,
}: {
  handle: string
  rowIndex: number
  column: ImportMapping['columns'][number]
  format: ImportMapping['format']
  /** The words of a stage or status column. */
  stages: ImportMapping['stages'] | null
  /** Those words only say whether a row is a lead. */
  isLead: boolean
  first: Cell | null
  second: Cell | null
  isAsked: boolean
}) {
  const { index, role } = column
  const stageTexts = stages === null ? null : isLead ? texts.leadStages : texts.stages
  const header = column.header.trim() === '' ? texts.unnamed(index + 1) : column.header
  return (
    <tr data-used={role !== null} aria-rowindex={rowIndex}>
      <td className="med" title={header}>
        {header}
      </td>
      <Sample cell={first} />
      <Sample cell={second} />
      <td>
        <Select
          isSmall
          className={styles.role}
          label={texts.goesToOf(header)}
          options={roleOptions}
          value={role ?? 'none'}
          onValue={(value) =>
            change(handle, (reader) => ({
              ...reader,
              mapping: withRole(reader.mapping, index, value === 'none' ? null : value),
            }))
          }
        />
      </td>
      <td className={styles.sample}>{role !== null && <ReadAs {...{ handle, role, format, stages, isLead }} />}</td>
      <td className={styles.becomes}>
        {role !== null && <Becomes cells={[first, second]} stages={stageTexts} isAsked={isAsked} />}
      </td>
    </tr>
  )
})

function Sample({ cell }: { cell: Cell | null }) {
  return (
    <td className={styles.sample} title={cell?.raw}>
      {cell === null || cell.raw === '' ? <span className="ink3">{cell && texts.emptyCell}</span> : cell.raw}
    </td>
  )
}

function ReadAs({
  handle,
  role,
  format,
  stages,
  isLead,
}: {
  handle: string
  role: ColumnRole
  format: ImportMapping['format']
  stages: ImportMapping['stages'] | null
  isLead: boolean
}) {
  const reading = readingOf(role, format)
  if (reading !== 'words') return texts.readings[reading]
  return stages && stages.length > 0 ? (
    <StageWords handle={handle} stages={stages} isLead={isLead} />
  ) : (
    texts.readings.text
  )
}

function Becomes({
  cells,
  stages,
  isAsked,
}: {
  cells: readonly (Cell | null)[]
  /** What stages are called; null for other columns. */
  stages: Readonly<Record<DealStage, string>> | null
  isAsked: boolean
}) {
  if (isAsked) return <Status meaning="warn">{texts.oneQuestion}</Status>
  const problem = cells.find((cell) => cell?.problem)?.problem
  if (problem) return <Status meaning="warn">{texts.reasons[problem]}</Status>
  const becomes = cells.find((cell) => cell && cell.becomes !== '')?.becomes
  const stage = stages === null ? undefined : dealStageSchema.safeParse(becomes).data
  const text = stage === undefined ? becomes : stages?.[stage]
  return <span title={text}>{text}</span>
}
