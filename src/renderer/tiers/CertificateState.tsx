import type { CertificateState } from '../../contract/certificates.ts'
import { Status } from '../ui/Status.tsx'
import { tierTexts } from './texts.ts'

const texts = tierTexts.certificates

/** Valid is plain; what ends soon or has ended carries a sign. */
export function StateText({ state }: { state: CertificateState }) {
  switch (state) {
    case 'expiring':
      return <Status meaning="warn">{texts.states.expiring}</Status>
    case 'expired':
      return <Status meaning="bad">{texts.states.expired}</Status>
    case 'renewed':
    case 'future':
      return <span className="ink2">{texts.states[state]}</span>
    case 'valid':
      return <span>{texts.states.valid}</span>
  }
}
