import { Dialog } from '@base-ui/react/dialog'
import { useDeferredValue, useState } from 'react'
import { useEngineQuery } from '../client/hooks.ts'
import { navigate } from '../client/navigation.ts'
import { Keys } from '../ui/Button.tsx'
import { PickList, type Pick } from '../ui/table/PickList.tsx'
import styles from './App.module.css'
import { features, pages } from './features.ts'
import { paletteCommands, useFrame } from './menuCommands.ts'
import { appTexts as texts } from './texts.ts'

interface Result extends Pick {
  run: () => void
}

const close = (): void => useFrame.setState({ isSearching: false })

/** Ctrl+K: pages, partners, deals, statements, commands; typed words narrow, Enter goes. */
export function CommandPalette() {
  const isOpen = useFrame((frame) => frame.isSearching)
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.scrim} />
        <Dialog.Popup className={styles.palette} aria-label={texts.search} initialFocus>
          <Results />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Results() {
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const found = useEngineQuery('metrics.search', { text: wanted }, { enabled: wanted !== '', keepLast: true })
  const words = text.trim().toLowerCase()
  const fits = (label: string, more = ''): boolean => `${label} ${more}`.toLowerCase().includes(words)

  // An answer to fewer letters stays until the next one comes, but Enter must not pick what the words rule out.
  const isBehind = found.isPlaceholderData || wanted !== text.trim()
  const hits = (found.data?.hits ?? []).filter((hit) => !isBehind || fits(hit.label, hit.hint))

  const results: Result[] = [
    ...pages
      .filter((page) => page.icon !== undefined && fits(page.label))
      .map((page) => ({
        key: `page ${page.page}`,
        label: page.label,
        heading: texts.results.pages,
        run: () => navigate({ page: page.page }),
      })),
    ...(words === '' ? [] : hits).flatMap((hit) => {
      const run = features.map((feature) => feature.openHit?.(hit)).find((open) => open !== undefined)
      return run
        ? [{ key: `${hit.kind} ${hit.id}`, label: hit.label, hint: hit.hint, heading: texts.results[hit.kind], run }]
        : []
    }),
    ...paletteCommands()
      .filter((command) => fits(command.label, command.words))
      .map((command) => ({
        key: `command ${command.id}`,
        label: command.label,
        hint: command.keys === undefined ? undefined : <Keys>{command.keys}</Keys>,
        heading: texts.results.commands,
        run: command.run,
      })),
  ]
  return (
    <PickList
      label={texts.search}
      placeholder={texts.search}
      text={text}
      onText={setText}
      items={results}
      onPick={(key) => {
        close()
        results.find((result) => result.key === key)?.run()
      }}
      none={texts.noResult(text.trim())}
      className={styles.paletteList}
    />
  )
}
