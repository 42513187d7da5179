import { useEffect, useState } from 'react'
import type { ShellFile } from '../../contract/shell.ts'
import { askShell } from '../client/shell.ts'
import styles from './App.module.css'
import { takeFiles } from './menuCommands.ts'
import { appTexts as texts } from './texts.ts'

/** A file may be dropped anywhere on the window. `onTables` takes tables instead of the import (first run). */
export function DropZone({ onTables }: { onTables?: (files: readonly ShellFile[]) => unknown }) {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    // Each element that is entered and left on the way counts once.
    let depth = 0
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      depth++
      setOver(true)
    }
    const over = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault()
    }
    const leave = (): void => {
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const drop = (event: DragEvent): void => {
      event.preventDefault()
      depth = 0
      setOver(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length > 0) void dropped(files)
    }
    const dropped = async (files: readonly File[]): Promise<void> => {
      const taken = await askShell('dropFiles', files)
      if (taken.length > 0) void takeFiles(taken, onTables)
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [onTables])
  if (!isOver) return null
  return (
    <div className={styles.dropZone} role="status">
      <b>{texts.dropHere}</b>
      <p className="ink2">{texts.dropHint}</p>
    </div>
  )
}
