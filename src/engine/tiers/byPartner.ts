/** Rows of each partner, in the order in which they come. */
export function byPartner<Row extends { partnerId: number }>(rows: Iterable<Row>): Map<number, Row[]> {
  const found = new Map<number, Row[]>()
  for (const row of rows) {
    const own = found.get(row.partnerId)
    if (own) own.push(row)
    else found.set(row.partnerId, [row])
  }
  return found
}
