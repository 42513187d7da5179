import { QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '../../src/contract/errors.ts'
import { viewSpecSchema, type ViewRow } from '../../src/contract/views.ts'
import { storeTyped } from '../../src/renderer/client/leaving.ts'
import { forgetAnswers, queryClient } from '../../src/renderer/client/session.ts'
import type { TableColumn } from '../../src/renderer/ui/table/column.ts'
import { DataTable, type DataTableProps } from '../../src/renderer/ui/table/DataTable.tsx'
import { quietShell } from './support/shell.ts'
import { StandIn } from './support/standIn.ts'
import { manyRows, viewTable } from './support/viewTable.ts'

type Stored = [id: number, key: string, value: unknown]

let tables = 0
let rows: ViewRow[] = []
let stored: Stored[] = []
let engine: StandIn

/** Stores into the rows that the engine's side shows, as a command does; Hollow is refused. */
function commit(key: string) {
  return async (row: ViewRow, value: string | number): Promise<void> => {
    if (value === 'Hollow') throw new AppError('partner.duplicate', { field: key, value: 'Hollow' })
    stored.push([row.id, key, value])
    const index = rows.findIndex(({ id }) => id === row.id)
    rows[index] = { ...row, cells: { ...rows[index]?.cells, [key]: value } }
    engine.changed(['partner'])
  }
}

const columns: readonly TableColumn[] = [
  { key: 'name', label: 'Partner', width: 200, isGrowing: true, isStrong: true, need: 1 },
  { key: 'group', label: 'Group', width: 100, edit: { kind: 'text', maxLength: 9, commit: commit('group') } },
  {
    key: 'status',
    label: 'Status',
    width: 100,
    choices: { active: 'Active', paused: 'Paused' },
    edit: { kind: 'choice', commit: commit('status') },
  },
  { key: 'since', label: 'Since', width: 100, edit: { kind: 'day', commit: commit('since') } },
  { key: 'owed', label: 'Owed', width: 100, edit: { kind: 'money', commit: commit('owed') } },
]

async function show(count: number, props: Partial<DataTableProps> = {}): Promise<void> {
  rows = manyRows(count)
  engine = new StandIn(viewTable(rows).answers).start()
  render(
    <QueryClientProvider client={queryClient}>
      <DataTable
        table="partners"
        name={`editing ${++tables}`}
        label="Partners"
        columns={columns}
        empty={<p>No partners yet.</p>}
        {...props}
      />
    </QueryClientProvider>,
  )
  await screen.findByText('Partner 1')
  await waitFor(() => expect(grid().getAttribute('aria-rowcount')).not.toBe('-1'))
  grid().focus()
}

const user = userEvent.setup({ delay: null })
const grid = (): HTMLElement => screen.getByRole('grid', { name: 'Partners' })
const row = (name: string): HTMLElement => screen.getByRole('row', { name: new RegExp(`^${name} `) })
const activeCell = (): string => {
  const id = grid().getAttribute('aria-activedescendant')
  return (id === null ? null : document.getElementById(id))?.textContent ?? ''
}

beforeEach(() => {
  forgetAnswers()
  localStorage.clear()
  stored = []
  vi.stubGlobal('tandem', quietShell().shell)
})

describe('editing in place', () => {
  test('[TA1] F2 opens the first cell that can be edited, Enter stores it and gives the focus back', async () => {
    await show(3, { inspector: () => <aside aria-label="Panel" /> })
    await user.keyboard('{Home}{F2}')
    expect(screen.getByRole('textbox', { name: 'Group of Partner 1' })).toHaveFocus()
    await user.keyboard('Gold{Enter}')
    await waitFor(() => expect(stored).toEqual([[1, 'group', 'Gold']]))
    await waitFor(() => expect(grid()).toHaveFocus())
    expect(activeCell()).toBe('Gold')
    expect(screen.queryByLabelText('Panel')).not.toBeInTheDocument()
  })

  test('[TA1] Esc leaves the cell as it was and closes nothing else', async () => {
    await show(3, { inspector: () => <aside aria-label="Panel" /> })
    await user.keyboard('{Home}{Enter}{F2}Gold{Escape}')
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument()
    expect(screen.getByLabelText('Panel')).toBeInTheDocument()
    expect(grid()).toHaveFocus()
    expect(stored).toEqual([])
  })

  test('[TA1] the same value again is nothing to store', async () => {
    await show(3)
    await user.keyboard('{Home}{F2}  {Enter}')
    await waitFor(() => expect(grid()).toHaveFocus())
    expect(stored).toEqual([])
  })

  test('[TA1] Enter opens the panel where there is one, and the cell where there is nothing to open', async () => {
    await show(3, { inspector: () => <aside aria-label="Panel" /> })
    await user.keyboard('{Home}{ArrowRight}{ArrowRight}{Enter}')
    expect(screen.getByLabelText('Panel')).toBeInTheDocument()
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument()
  })

  test('[TA1] Enter edits the cell that was gone to where it opens nothing', async () => {
    await show(3)
    await user.keyboard('{Home}{ArrowRight}{ArrowRight}{Enter}')
    expect(screen.getByRole('textbox', { name: 'Group of Partner 1' })).toHaveFocus()
  })

  test('[TA1] a double click edits a cell that can be edited and opens the page from any other', async () => {
    const opened: number[] = []
    await show(3, { onOpen: ({ id }) => opened.push(id) })
    await user.dblClick(within(row('Partner 2')).getAllByRole('gridcell')[1] ?? grid())
    expect(screen.getByRole('textbox', { name: 'Group of Partner 2' })).toHaveFocus()
    await user.keyboard('{Escape}')
    await user.dblClick(screen.getByText('Partner 2'))
    expect(opened).toEqual([2])
  })

  test('[TA1] Tab stores and goes on, at the end of a row to the next one, Shift+Tab back', async () => {
    await show(3)
    await user.keyboard('{Home}{F2}Gold{Tab}')
    await waitFor(() => expect(stored).toEqual([[1, 'group', 'Gold']]))
    expect(await screen.findByRole('listbox')).toBeInTheDocument()
    await user.keyboard('{Tab}')
    const since = await screen.findByLabelText('Since of Partner 1')
    expect(since).toHaveFocus()
    await user.keyboard('{Tab}')
    expect(await screen.findByRole('textbox', { name: 'Owed of Partner 1' })).toHaveFocus()
    await user.keyboard('{Tab}')
    expect(await screen.findByRole('textbox', { name: 'Group of Partner 2' })).toHaveFocus()
    await user.keyboard('{Shift>}{Tab}{/Shift}')
    expect(await screen.findByRole('textbox', { name: 'Owed of Partner 1' })).toHaveFocus()
  })

  test('[TA1] leaving the cell stores what was typed', async () => {
    await show(3)
    await user.keyboard('{Home}{F2}Gold')
    await user.click(screen.getByText('Partner 3'))
    await waitFor(() => expect(stored).toEqual([[1, 'group', 'Gold']]))
    expect(screen.queryByRole('textbox')).not.toBeInTheDocument()
  })

  test('[SH9] leaving the workspace waits for the cell that is edited, and stays where it is refused', async () => {
    await show(3)
    await user.keyboard('{Home}{F2}Gold')
    expect(await act(() => storeTyped())).toBe(true)
    expect(stored).toEqual([[1, 'group', 'Gold']])
    await user.dblClick(within(row('Partner 2')).getByText('2.00'))
    await user.keyboard('12,5O')
    expect(await act(() => storeTyped())).toBe(false)
    expect(await screen.findByRole('alert')).toHaveTextContent('Write it like 1234.50.')
  })

  test('[TA1] a choice is picked from its words', async () => {
    await show(3)
    await user.dblClick(within(row('Partner 1')).getByText('Active'))
    await user.click(await screen.findByRole('option', { name: 'Paused' }))
    await waitFor(() => expect(stored).toEqual([[1, 'status', 'paused']]))
  })

  test('[TA1] an amount is read in the currency of its row, a day as a day', async () => {
    await show(3)
    await user.dblClick(within(row('Partner 2')).getByText('2.00'))
    await user.keyboard('1,250.50{Enter}')
    await waitFor(() => expect(stored).toEqual([[2, 'owed', 125_050]]))
    await user.dblClick(within(row('Partner 2')).getByText('01 Jan 2025'))
    fireEvent.change(screen.getByLabelText('Since of Partner 2'), { target: { value: '2025-03-31' } })
    await user.keyboard('{Enter}')
    await waitFor(() => expect(stored.at(-1)).toEqual([2, 'since', '2025-03-31']))
  })

  test('[TA1] the row that is edited keeps its editor far down in the table', async () => {
    await show(5000)
    await user.keyboard('{End}')
    fireEvent.scroll(grid())
    await screen.findByText('Partner 5000')
    await user.keyboard('{F2}Gold{Enter}')
    await waitFor(() => expect(stored).toEqual([[5000, 'group', 'Gold']]))
    expect(await screen.findByText('Gold')).toBeInTheDocument()
    expect(activeCell()).toBe('Gold')
  })
})

describe('what cannot be stored', () => {
  test('[TA2] what the engine refuses is said at the cell, with what was typed kept', async () => {
    await show(3)
    await user.keyboard('{Home}{F2}Hollow{Enter}')
    expect(await screen.findByRole('alert')).toHaveTextContent('Another partner already has the group “Hollow”.')
    const input = screen.getByRole('textbox', { name: 'Group of Partner 1' })
    expect(input).toHaveValue('Hollow')
    expect(input).toHaveAttribute('aria-invalid', 'true')
    await user.type(input, '2{Enter}')
    await waitFor(() => expect(stored).toEqual([[1, 'group', 'Hollow2']]))
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  })

  test('[TA2] what is no amount is said before it is sent', async () => {
    await show(3)
    await user.dblClick(within(row('Partner 1')).getByText('1.00'))
    await user.keyboard('12,5O{Enter}')
    expect(await screen.findByRole('alert')).toHaveTextContent('Write it like 1234.50.')
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('alert')).not.toBeInTheDocument()
    expect(stored).toEqual([])
  })
})

describe('while the workspace changes', () => {
  test('[TA3] nothing moves while somebody types; afterwards the table catches up', async () => {
    await show(3)
    // Another table tells when it is time to read anew.
    const other = { name: `editing ${++tables}`, label: 'Deals', columns, empty: null }
    render(<DataTable table="deals" {...other} />)
    const opened = (table: string): number =>
      engine.askedFor('views.open').filter((spec) => viewSpecSchema.parse(spec).table === table).length
    await waitFor(() => expect(screen.getByRole('grid', { name: 'Deals' })).toHaveAttribute('aria-rowcount', '5'))
    grid().focus()
    await user.keyboard('{Home}{F2}Gol')
    rows[2] = { id: 3, cells: { ...rows[2]?.cells, name: 'Renamed' } }
    engine.changed(['partner'])
    await waitFor(() => expect(opened('deals')).toBe(2))
    expect(opened('partners')).toBe(1)
    await user.keyboard('d{Enter}')
    expect(await within(grid()).findByText('Renamed')).toBeInTheDocument()
    expect(stored).toEqual([[1, 'group', 'Gold']])
  })

  test('[TA3] the rows far down stay in sight until the new ones are there', async () => {
    await show(5000)
    await user.keyboard('{End}')
    fireEvent.scroll(grid())
    await screen.findByText('Partner 5000')
    let isGone = false
    const watch = new MutationObserver(() => {
      isGone ||= screen.queryByText(/^Partner 5000|Renamed$/) === null
    })
    watch.observe(grid(), { childList: true, subtree: true, characterData: true })
    rows[4999] = { id: 5000, cells: { ...rows[4999]?.cells, name: 'Renamed' } }
    engine.changed(['partner'])
    expect(await screen.findByText('Renamed')).toBeInTheDocument()
    watch.disconnect()
    expect(isGone).toBe(false)
    expect(grid()).toHaveAttribute('aria-rowcount', '5002')
  })

  test('[TA3] the active row stays the active one wherever it goes', async () => {
    await show(3, { sort: [{ column: 'group', direction: 'ascending' }] })
    await user.keyboard('{Home}')
    expect(activeCell()).toContain('Partner 1')
    rows[0] = { id: 1, cells: { ...rows[0]?.cells, group: 'Zinc' } }
    engine.changed(['partner'])
    await screen.findByText('Zinc')
    expect(activeCell()).toContain('Partner 1')
    await user.keyboard('{ArrowDown}')
    expect(activeCell()).toContain('Partner 1')
  })
})
