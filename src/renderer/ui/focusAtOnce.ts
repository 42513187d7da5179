/**
 * For the `ref` of a field that its user has just opened. One function for good: a new one at each drawing would take the
 * focus back at each of them.
 */
export function focusAtOnce(input: HTMLInputElement | null): void {
  input?.focus()
}
