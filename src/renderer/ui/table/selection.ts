/** The chosen rows: some ids, or all rows of the view except some. */
export interface Selection {
  isAll: boolean
  /** Chosen ids, or with `isAll` the ones left out. */
  ids: ReadonlySet<number>
}

export const nothingSelected: Selection = { isAll: false, ids: new Set() }
export const allSelected: Selection = { isAll: true, ids: new Set() }

export function isSelected(selection: Selection, id: number): boolean {
  return selection.isAll !== selection.ids.has(id)
}

export function selectedCount(selection: Selection, count: number): number {
  return selection.isAll ? Math.max(0, count - selection.ids.size) : selection.ids.size
}

/** The selection with these rows chosen or not. */
export function withIds(selection: Selection, ids: readonly number[], isChosen: boolean): Selection {
  const next = new Set(selection.ids)
  for (const id of ids) {
    if (isChosen === selection.isAll) next.delete(id)
    else next.add(id)
  }
  return { isAll: selection.isAll, ids: next }
}
