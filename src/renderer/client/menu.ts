import { useEffect, useRef } from 'react'
import type { MenuCommand } from '../../contract/shell.ts'

type Handler = () => void

/** Who answers a menu command now; what was opened last comes first. */
const handlers = new Map<MenuCommand, Handler[]>()

/** While the component is shown it answers this command of the native menu (Export, Find, Print …). */
export function useMenuCommand(command: MenuCommand, handler: Handler | null): void {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  const isAnswering = handler !== null
  useEffect(() => {
    if (!isAnswering) return undefined
    const run: Handler = () => latest.current?.()
    handlers.set(command, [run, ...(handlers.get(command) ?? [])])
    return () =>
      void handlers.set(
        command,
        (handlers.get(command) ?? []).filter((other) => other !== run),
      )
  }, [command, isAnswering])
}

let defaults: Partial<Readonly<Record<MenuCommand, Handler>>> = {}

/** What the frame does when no page answers; given once. */
export function answerByDefault(answers: Readonly<Record<MenuCommand, Handler>>): void {
  defaults = answers
}

/** Runs a command of the menu, a key, or a page's button (`runMenuCommand('import')`). */
export function runMenuCommand(command: MenuCommand): void {
  const run = handlers.get(command)?.[0] ?? defaults[command]
  run?.()
}
