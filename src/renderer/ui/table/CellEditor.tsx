import { Tooltip } from '@base-ui/react/tooltip'
import { CircleX } from 'lucide-react'
import {
  useEffect,
  useId,
  useRef,
  useState,
  type ComponentProps,
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
} from 'react'
import type { ViewTable } from '../../../contract/views.ts'
import { useEngineQuery } from '../../client/hooks.ts'
import controls from '../controls.module.css'
import { cx } from '../cx.ts'
import { Input, type FieldControl } from '../Field.tsx'
import { Icon } from '../Icon.tsx'
import popover from '../Popover.module.css'
import { Select } from '../Select.tsx'
import { SuggestInput } from '../SuggestInput.tsx'
import styles from './CellEditor.module.css'
import type { EditableColumn } from './editing.ts'
import { tableTexts as texts } from './texts.ts'
import type { CellEditing, Editing } from './useCellEditing.ts'

interface CellEditorProps {
  table: ViewTable
  column: EditableColumn
  /** Of the row, for screen readers. */
  name: string
  editing: Editing
  cells: CellEditing
}

/** The control in a cell: Enter stores, Esc leaves it as it was, Tab goes on to the next cell that can be edited. */
export function CellEditor(props: CellEditorProps) {
  const { column, name, editing, cells } = props
  const id = useId()
  const place = useRef<HTMLDivElement>(null)
  const isChoice = column.edit.kind === 'choice'
  const hasProblem = editing.problem !== null
  const control: FieldControl = {
    id,
    'aria-describedby': hasProblem ? `${id}-problem` : undefined,
    'aria-invalid': hasProblem ? true : undefined,
  }
  const label = texts.editCell(column.label, name)
  const take = (event: KeyboardEvent): void => {
    // Enter takes the offer that the arrows went to.
    const isPicking = event.target instanceof Element && event.target.hasAttribute('aria-activedescendant')
    const isEnd = event.key === 'Tab' || (event.key === 'Enter' && !isChoice && !isPicking)
    if (!isEnd || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.stopPropagation()
    cells.end(event.key === 'Enter' ? 'stay' : event.shiftKey ? 'previous' : 'next')
  }
  return (
    <div
      ref={place}
      role="presentation"
      className={styles.place}
      // A list of choices would take Tab for itself.
      onKeyDownCapture={take}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') cells.cancel()
      }}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      {isChoice ? (
        <ChoiceEditor {...props} control={control} label={label} />
      ) : (
        <TextEditor {...props} control={control} label={label} />
      )}
      {editing.problem !== null && <Problem id={`${id}-problem`} anchor={place} text={editing.problem} />}
    </div>
  )
}

type EditorProps = CellEditorProps & { control: FieldControl; label: string }

/** Text, an amount or a day. */
function TextEditor({ table, column, editing, cells, control, label }: EditorProps) {
  const { edit } = column
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    input.current?.focus()
    if (input.current?.type === 'text') input.current.select()
  }, [])
  const common = {
    ...control,
    ref: input,
    readOnly: editing.isSaving,
    value: editing.text,
    onValue: cells.change,
    // Not when the whole window lost the focus.
    onBlur: (event: FocusEvent) => event.target !== document.activeElement && cells.end('leave'),
  }
  if (edit.kind === 'text' && edit.isOffering === true)
    return (
      <OfferingInput
        {...common}
        table={table}
        column={column.key}
        label={label}
        maxLength={edit.maxLength}
        onPick={(text) => cells.end('stay', text)}
      />
    )
  return (
    <Input
      {...common}
      aria-label={label}
      type={edit.kind === 'day' ? 'date' : 'text'}
      {...(edit.kind === 'text' ? { maxLength: edit.maxLength } : {})}
      className={cx(styles.editor, edit.kind === 'money' && 'num')}
    />
  )
}

/** Offers the values the column has that contain what was typed; all of them before anything was. */
function OfferingInput({
  table,
  column,
  ...input
}: Omit<ComponentProps<typeof SuggestInput>, 'offers'> & { table: ViewTable; column: string }) {
  const [start] = useState(input.value)
  const search = input.value === start ? '' : input.value.trim()
  const found = useEngineQuery('views.values', { table, column, search }, { keepLast: true }).data?.values ?? []
  const isBegun = (offer: string): boolean => offer.toLowerCase().startsWith(search.toLowerCase())
  const offers = found
    .flatMap((value) => (value === '' || value === null ? [] : [String(value)]))
    .toSorted((a, b) => Number(isBegun(b)) - Number(isBegun(a)))
  return <SuggestInput {...input} offers={offers} className={styles.editor} />
}

/** One of the column's words; the list opens with the editor. */
function ChoiceEditor({ column, editing, cells, control, label }: EditorProps) {
  const [isOpen, setOpen] = useState(true)
  return (
    <Select
      {...control}
      label={label}
      className={styles.editor}
      options={Object.entries(column.choices ?? {}).map(([value, word]) => ({ value, label: word }))}
      value={editing.text}
      disabled={editing.isSaving}
      isOpen={isOpen}
      onOpen={(next) => {
        setOpen(next)
        if (!next) cells.cancel()
      }}
      onValue={(choice) => cells.end('stay', choice)}
    />
  )
}

/** Why a value was not stored, under its cell; it never takes the focus. */
function Problem({ id, anchor, text }: { id: string; anchor: RefObject<HTMLElement | null>; text: string }) {
  return (
    <Tooltip.Root open>
      <Tooltip.Portal>
        <Tooltip.Positioner
          anchor={anchor}
          className={controls.positioner}
          side="bottom"
          sideOffset={4}
          align="start"
          collisionPadding={8}
        >
          <Tooltip.Popup id={id} role="alert" className={cx(popover.popup, styles.problem)}>
            <Icon of={CircleX} size={12} />
            {text}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
