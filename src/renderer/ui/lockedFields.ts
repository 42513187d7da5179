import { createContext, useContext } from 'react'

/** True inside controls that show an earlier day; a disabled fieldset reaches the browser's own controls only. */
export const LockedFields = createContext(false)

export const useLockedFields = (): boolean => useContext(LockedFields)
