import { QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { forgetAnswers, queryClient } from '../../src/renderer/client/session.ts'
import { sayDay, type TableColumn } from '../../src/renderer/ui/table/column.ts'
import { DataTable, type DataTableProps } from '../../src/renderer/ui/table/DataTable.tsx'
import { quietShell } from './support/shell.ts'
import { StandIn } from './support/standIn.ts'
import { manyRows, viewTable } from './support/viewTable.ts'

const columns: readonly TableColumn[] = [
  { key: 'name', label: 'Partner', width: 200, isGrowing: true, isStrong: true, need: 1 },
  { key: 'status', label: 'Status', width: 100, choices: { active: 'Active', paused: 'Paused' } },
  { key: 'owed', label: 'Owed', width: 100 },
]

let tables = 0

function show(props: Partial<DataTableProps> = {}): void {
  render(
    <QueryClientProvider client={queryClient}>
      <DataTable
        table="partners"
        name={`test ${++tables}`}
        label="Partners"
        columns={columns}
        empty={<p>No partners yet.</p>}
        {...props}
      />
    </QueryClientProvider>,
  )
}

const grid = (): HTMLElement => screen.getByRole('grid', { name: 'Partners' })
const activeRow = (): string => {
  const id = grid().getAttribute('aria-activedescendant')
  return (id === null ? null : document.getElementById(id))?.textContent ?? ''
}
const user = userEvent.setup({ delay: null })

/** Puts the focus on the table once its rows are counted. */
async function focusGrid(): Promise<void> {
  await screen.findByText('Partner 1')
  await waitFor(() => expect(grid().getAttribute('aria-rowcount')).not.toBe('-1'))
  grid().focus()
}

/** Goes to the last row; a DOM without layout tells nobody that it scrolled. */
async function goToEnd(): Promise<void> {
  await user.keyboard('{End}')
  fireEvent.scroll(grid())
}

let copied: string[] = []
beforeEach(() => {
  forgetAnswers()
  localStorage.clear()
  const quiet = quietShell()
  copied = quiet.copied
  vi.stubGlobal('tandem', quiet.shell)
})

describe('rows', () => {
  test('[VI1] the first 100 rows are shown before the whole is counted, totals follow', async () => {
    const standIn = viewTable(manyRows(250), { isSettlingAtOnce: false })
    new StandIn(standIn.answers).start()
    show()
    expect(await screen.findByText('Partner 1')).toBeInTheDocument()
    expect(screen.getByText('100, counting…')).toBeInTheDocument()
    standIn.settle()
    // 1.00 + … + 250.00
    expect(await screen.findByText('31,375.00')).toBeInTheDocument()
    expect(screen.getByText('250')).toBeInTheDocument()
    expect(grid()).toHaveAttribute('aria-rowcount', '252')
  })

  test('[VI3] the last row is fetched with its window only, wherever it is', async () => {
    const engine = new StandIn(viewTable(manyRows(5000)).answers).start()
    show()
    await focusGrid()
    await goToEnd()
    expect(await screen.findByText('Partner 5000')).toBeInTheDocument()
    expect(engine.askedFor('views.rows')).toContainEqual({ view: 1, offset: 4900, limit: 100 })
    expect(engine.askedFor('views.rows').length).toBeLessThan(5)
  })

  test('[VI1] a reader that forgot the view is asked to open it again', async () => {
    const standIn = viewTable(manyRows(3000))
    const engine = new StandIn(standIn.answers).start()
    show()
    await focusGrid()
    standIn.forget()
    await goToEnd()
    expect(await screen.findByText('Partner 3000')).toBeInTheDocument()
    expect(engine.askedFor('views.open')).toHaveLength(2)
  })

  test('[VI1] a change of the workspace opens the view again', async () => {
    const rows = manyRows(3)
    const engine = new StandIn(viewTable(rows).answers).start()
    show()
    await focusGrid()
    rows[0] = { id: 1, cells: { ...rows[0]?.cells, name: 'Renamed' } }
    engine.changed(['partners'])
    expect(await screen.findByText('Renamed')).toBeInTheDocument()
  })

  test('[VI2] an empty table says what will be here, an emptied one which filter did it', async () => {
    new StandIn(viewTable([]).answers).start()
    show()
    expect(await screen.findByText('No partners yet.')).toBeInTheDocument()
  })
})

describe('keys', () => {
  test('[VI3] arrows, Home and End move the active row and keep it within the table', async () => {
    new StandIn(viewTable(manyRows(5)).answers).start()
    show()
    await focusGrid()
    await user.keyboard('{ArrowDown}{ArrowDown}')
    expect(activeRow()).toContain('Partner 2')
    await user.keyboard('{End}{ArrowDown}')
    expect(activeRow()).toContain('Partner 5')
    await user.keyboard('{Home}{ArrowUp}')
    expect(activeRow()).toContain('Partner 1')
  })

  test('[VI3] Enter opens the panel, arrows move it along, Esc closes it', async () => {
    new StandIn(viewTable(manyRows(5)).answers).start()
    show({ inspector: (row) => <aside aria-label="Panel">{String(row.cells.name)} in full</aside> })
    await focusGrid()
    await user.keyboard('{Home}{Enter}')
    expect(screen.getByText('Partner 1 in full')).toBeInTheDocument()
    await user.keyboard('{ArrowDown}')
    expect(screen.getByText('Partner 2 in full')).toBeInTheDocument()
    await user.keyboard('{Escape}')
    expect(screen.queryByLabelText('Panel')).not.toBeInTheDocument()
  })

  test('[VI3] Ctrl+Enter opens the page of the active row', async () => {
    new StandIn(viewTable(manyRows(5)).answers).start()
    const opened: number[] = []
    show({ onOpen: (row) => opened.push(row.id), inspector: () => null })
    await focusGrid()
    await user.keyboard('{Home}{ArrowDown}{Control>}{Enter}{/Control}')
    expect(opened).toEqual([2])
  })

  test('[VI3] Space chooses a row, Shift+arrow a span, Ctrl+A all; the bar gives their ids', async () => {
    new StandIn(viewTable(manyRows(300)).answers).start()
    const given: number[][] = []
    show({
      bulk: (selection) => (
        <button type="button" onClick={() => void selection.ids().then((ids) => given.push(ids))}>
          Approve {selection.count}
        </button>
      ),
    })
    await focusGrid()
    await user.keyboard('{Home} ')
    await user.click(await screen.findByRole('button', { name: 'Approve 1' }))
    grid().focus()
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    await user.click(await screen.findByRole('button', { name: 'Approve 3' }))
    grid().focus()
    await user.keyboard('{Control>}a{/Control}')
    await user.click(await screen.findByRole('button', { name: 'Approve 300' }))
    await waitFor(() => expect(given.map((ids) => ids.length)).toEqual([1, 3, 300]))
    expect(given[1]).toEqual([1, 2, 3])
    grid().focus()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('button', { name: /Approve/ })).not.toBeInTheDocument()
  })

  test('[VI3] Ctrl+C copies the chosen rows with their heads, amounts as plain decimals', async () => {
    new StandIn(viewTable(manyRows(5)).answers).start()
    show({ bulk: () => null })
    await focusGrid()
    await user.keyboard('{Home}{Shift>}{ArrowDown}{/Shift}')
    await screen.findByText('2 selected')
    await user.keyboard('{Control>}c{/Control}')
    await waitFor(() =>
      expect(copied).toEqual(['Partner\tStatus\tOwed\nPartner 1\tActive\t1.00\nPartner 2\tActive\t2.00']),
    )
  })
})

describe('the clipboard', () => {
  test('[EX1] a copied text never becomes a formula, and numbers stay numbers', async () => {
    const names = ['=HYPERLINK("http://x")', '+49 30', '-1+1', '@SUM(A1)', '\t=1', '"=1+1"', 'A\tB\nC', '＝1', "O'Neil"]
    const rows = names.map((name, index) => ({
      id: index + 1,
      cells: { name, status: 'active', owed: index === 0 ? -9_007_199_254_730_991 : -1250, currency: 'USD' },
    }))
    new StandIn(viewTable(rows).answers).start()
    show({ bulk: () => null })
    await screen.findByText('@SUM(A1)')
    await waitFor(() => expect(grid().getAttribute('aria-rowcount')).not.toBe('-1'))
    grid().focus()
    await user.keyboard('{Control>}a{/Control}{Control>}c{/Control}')
    await waitFor(() => expect(copied).toHaveLength(1))
    expect(copied[0]?.split('\n').slice(1)).toEqual([
      `'=HYPERLINK("http://x")\tActive\t-90071992547309.91`,
      `'+49 30\tActive\t-12.50`,
      `'-1+1\tActive\t-12.50`,
      `'@SUM(A1)\tActive\t-12.50`,
      `' =1\tActive\t-12.50`,
      `'"=1+1"\tActive\t-12.50`,
      `A B C\tActive\t-12.50`,
      `'＝1\tActive\t-12.50`,
      `O'Neil\tActive\t-12.50`,
    ])
  })
})

describe('what is shown', () => {
  test('[VI4] / adds a filter as a chip, the x of the chip removes it', async () => {
    const engine = new StandIn(viewTable(manyRows(9)).answers).start()
    show()
    await focusGrid()
    await user.keyboard('/')
    await user.type(await screen.findByRole('combobox', { name: 'Add a filter' }), 'stat{Enter}')
    await user.click(await screen.findByRole('checkbox', { name: 'Paused' }))
    await user.click(screen.getByRole('button', { name: 'Apply' }))
    expect(await screen.findByText('3 of 9')).toBeInTheDocument()
    expect(engine.askedFor('views.open').at(-1)).toMatchObject({
      filters: [{ column: 'status', operator: 'is', value: 'paused' }],
    })
    await user.click(screen.getByRole('button', { name: 'Remove Status' }))
    expect(await screen.findByText('Partner 1')).toBeInTheDocument()
  })

  test('[VI7] what a link asks of rows beside their columns is a chip in words that can be taken away', async () => {
    const engine = new StandIn(viewTable(manyRows(9)).answers).start()
    show({
      linkedFilters: [{ column: 'owedOn', operator: 'holds', value: '2025-12-31' }],
      conditions: { owedOn: { field: 'Owed', operator: 'on', say: sayDay } },
    })
    expect(await screen.findByText('31 Dec 2025')).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Remove Owed' }))
    await waitFor(() => expect(engine.askedFor('views.open').at(-1)).toMatchObject({ filters: [] }))
    expect(screen.queryByText('31 Dec 2025')).not.toBeInTheDocument()
  })

  test('[VI4] text that is no column looks through all of them', async () => {
    const engine = new StandIn(viewTable(manyRows(9)).answers).start()
    show()
    await focusGrid()
    await user.keyboard('/')
    await user.type(await screen.findByRole('combobox', { name: 'Add a filter' }), 'ACME{Enter}')
    await waitFor(() => expect(engine.askedFor('views.open').at(-1)).toMatchObject({ search: 'ACME' }))
  })

  test('[VI4] Shift adds a second column to the sort, a plain click starts anew', async () => {
    const engine = new StandIn(viewTable(manyRows(9)).answers).start()
    show()
    await focusGrid()
    await user.click(within(grid()).getByRole('button', { name: 'Status' }))
    await user.keyboard('{Shift>}')
    await user.click(within(grid()).getByRole('button', { name: /^Owed/ }))
    await user.keyboard('{/Shift}')
    await waitFor(() =>
      expect(engine.askedFor('views.open').at(-1)).toMatchObject({
        sort: [
          { column: 'status', direction: 'ascending' },
          { column: 'owed', direction: 'descending' },
        ],
      }),
    )
    await user.click(within(grid()).getByRole('button', { name: 'Partner' }))
    await waitFor(() =>
      expect(engine.askedFor('views.open').at(-1)).toMatchObject({
        sort: [{ column: 'name', direction: 'ascending' }],
      }),
    )
  })

  test('[VI2] groups carry their subtotals and fold', async () => {
    new StandIn(viewTable(manyRows(6)).answers).start()
    show()
    await focusGrid()
    await user.click(screen.getByRole('button', { name: 'Group' }))
    await user.click(await screen.findByRole('menuitem', { name: 'By status' }))
    // 3.00 and 6.00 are paused.
    expect(await screen.findByText('9.00')).toBeInTheDocument()
    await user.click(screen.getByTitle('Fold Active'))
    expect(screen.queryByText('Partner 1')).not.toBeInTheDocument()
    expect(screen.getByText('Partner 3')).toBeInTheDocument()
  })

  test('[VI4] a saved view brings its filters back', async () => {
    new StandIn(viewTable(manyRows(9)).answers).start()
    show({
      views: [
        { key: 'all', label: 'All', filters: [] },
        { key: 'paused', label: 'Paused ones', filters: [{ column: 'status', operator: 'is', value: 'paused' }] },
      ],
    })
    await focusGrid()
    await user.click(screen.getByRole('button', { name: 'Paused ones' }))
    expect(await screen.findByText('3 of 9')).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Save this view' }))
    await user.type(await screen.findByRole('textbox', { name: 'Name of the view' }), 'Mine{Enter}')
    await user.click(screen.getByRole('button', { name: /^All/ }))
    await screen.findByText('Partner 1')
    await user.click(screen.getByRole('button', { name: 'Mine' }))
    expect(await screen.findByText('3 of 9')).toBeInTheDocument()
  })
})
