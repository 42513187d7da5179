import '@fontsource-variable/inter'
import { createRoot } from 'react-dom/client'
import './tokens.css'
import './base.css'
import { App } from './App.tsx'
import { start } from './start.ts'

start()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
