import { type ChildProcess, fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { connect, type Connection } from '../../src/contract/rpc.ts'
import {
  engineNodeFlags,
  type EngineReport,
  type FileMessage,
  type OpenMessage,
  type RelayMessage,
} from '../../src/contract/shell.ts'

export interface EngineProcess extends Connection {
  child: ChildProcess
  tell(message: FileMessage): void
}

/** Reader or writer as a process of its own, the way the shell starts them. */
export async function startProcess(
  role: 'reader' | 'writer',
  file: string,
  mode: 'create' | 'open',
): Promise<EngineProcess> {
  const program = resolve(import.meta.dirname, '../../src/engine/process.ts')
  const child = fork(program, [role, file, `--mode=${mode}`, `--temporary=${tmpdir()}`], {
    execArgv: [...engineNodeFlags],
    serialization: 'advanced',
  })
  child.send({ t: 'open', isAlone: false } satisfies OpenMessage)
  await new Promise<void>((ready, failed) => {
    child.once('exit', () => failed(new Error(`the ${role} ended`)))
    child.on('message', (message: EngineReport | RelayMessage) => {
      if ('t' in message && message.t === 'ready') ready()
      else if ('t' in message && message.t === 'failed') failed(new Error(JSON.stringify(message)))
    })
  })
  child.send({ link: 1, open: true } satisfies RelayMessage)
  const connection = connect({
    post: (data) => void child.send({ link: 1, data } satisfies RelayMessage),
    listen: (handler) =>
      void child.on('message', (message: EngineReport | RelayMessage) => {
        if ('link' in message) handler(message.data)
      }),
    onClose: (handler) => void child.on('exit', handler),
  })
  return { ...connection, child, tell: (message) => void child.send(message) }
}

/** Closes the workspace in order, as leaving the application does, and waits for the process to end. */
export async function endProcess({ child }: EngineProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  child.disconnect()
  await ended
}
