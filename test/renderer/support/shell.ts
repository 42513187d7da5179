import type { ShellAnswer, TandemShell } from '../../../src/contract/shell.ts'

const done = <T>(value: T): Promise<ShellAnswer<T>> => Promise.resolve({ ok: true, value })
const state = {
  workspace: { status: 'none' as const },
  engine: { reader: 'stopped' as const, writer: 'stopped' as const },
  recent: [],
  theme: 'system' as const,
  lastPage: null,
  application: { version: '0', electron: '0', chrome: '0', platform: 'test' },
}

/** A shell that does nothing and remembers what was copied. */
export function quietShell(): { shell: TandemShell; copied: string[] } {
  const copied: string[] = []
  const nothing = (): Promise<ShellAnswer<undefined>> => done(undefined)
  const shell: TandemShell = {
    state: () => done(state),
    connect: nothing,
    newWorkspace: () => done(false),
    openWorkspace: () => done(false),
    closeWorkspace: nothing,
    answerLeaving: nothing,
    chooseFiles: () => done([]),
    chooseTarget: () => done(null),
    dropFiles: () => done([]),
    saveFile: () => done(null),
    saveFolder: () => done(null),
    openFolder: () => done(null),
    addToFolder: nothing,
    closeFolder: () => done(null),
    print: () => done(false),
    reveal: nothing,
    copyText: ({ text }) => {
      copied.push(text)
      return done(undefined)
    },
    openExternal: () => done('declined'),
    setTheme: nothing,
    setMenu: nothing,
    setWork: nothing,
    rememberPage: nothing,
    usable: nothing,
    onEvent: () => () => {},
  }
  return { shell, copied }
}
