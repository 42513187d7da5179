import { useExtensions } from '../client/extensions.ts'
import { navigate } from '../client/navigation.ts'
import { Button } from './Button.tsx'

/** Ways to the pages that belong to one of the sidebar, for its top bar; nothing where there are none. */
export function SubPages({ of }: { of: string }) {
  const pages = useExtensions(({ subPages }) => subPages)
  return pages
    .filter(({ under }) => under === of)
    .map(({ page, label }) => (
      <Button key={page} isSmall onClick={() => navigate({ page })}>
        {label}
      </Button>
    ))
}
