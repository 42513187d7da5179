import { useEffect, useState, useSyncExternalStore } from 'react'
import type { ViewSpec } from '../../../contract/views.ts'
import { engine } from '../../client/session.ts'
import { ViewReader, type ViewSnapshot } from './viewReader.ts'

/** Several commands in a row (an import, a pasted list) reload a table once. */
const RELOAD_WAIT_MS = 60

/** A view of the engine that follows every change of the workspace. `spec` is compared by content. */
export function useView(spec: ViewSpec): { reader: ViewReader; view: ViewSnapshot } {
  const [reader] = useState(() => new ViewReader(engine))
  const text = JSON.stringify(spec)
  useEffect(() => {
    // Parsed back from our own JSON: the same shape that went in.
    void reader.open(JSON.parse(text) as ViewSpec)
  }, [reader, text])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = (): void => {
      clearTimeout(timer)
      timer = setTimeout(reader.reload, RELOAD_WAIT_MS)
    }
    const stops = [
      engine.onEvent((event) => {
        if (event.event === 'changed') soon()
        else if (event.event === 'moved') reader.restart()
      }),
      engine.onStatus(({ reader: status }) => status === 'up' && soon()),
    ]
    return () => {
      clearTimeout(timer)
      stops.forEach((stop) => stop())
      reader.close()
    }
  }, [reader])
  return { reader, view: useSyncExternalStore(reader.subscribe, reader.snapshot) }
}
