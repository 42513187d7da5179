import { expect, test } from 'vitest'
import { readExternalUrl } from '../../src/main/external.ts'

test.each([
  ['https://example.com/terms?a=1#b', 'example.com'],
  ['https://example.com:8443/', 'example.com:8443'],
  ['HTTPS://EXAMPLE.com', 'example.com'],
  ['mailto:anna@example.com', 'anna@example.com'],
  ['mailto:anna@example.com?subject=Statement', 'anna@example.com'],
])('[S5] %s may be opened, after showing %s', (url, place) => {
  expect(readExternalUrl(url)?.place).toBe(place)
})

test.each([
  'http://example.com/',
  'file:///etc/passwd',
  'file://server/share/x.exe',
  '\\\\server\\share\\x.exe',
  '//server/share',
  'smb://server/share',
  'ms-msdt:/id PCWDiagnostic',
  'ms-officecmd:%7B%7D',
  'search-ms:query=x',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'app://tandem/',
  'ftp://example.com/',
  'ssh://example.com/',
  'tel:+123456',
  'https://example.com@evil.example/',
  'https://user:password@example.com/',
  'https://',
  'mailto:',
  'mailto:a@example.com?attach=/etc/passwd',
  'mailto:a@example.com?subject=x&attach=/etc/passwd',
  '/usr/bin/xterm',
  'C:\\Windows\\System32\\calc.exe',
  '',
])('[S5] %s is refused', (url) => {
  expect(readExternalUrl(url)).toBeUndefined()
})
