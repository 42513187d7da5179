import { inkOf, inkOn } from '../../contract/brand.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { surveyTexts as texts } from '../../contract/reviewTexts.ts'
import { escapeHtml as escape, policyHash } from '../text/html.ts'

const styleOf = (colour: string): string => `
* { box-sizing: border-box; margin: 0; padding: 0; }
html { background: #fff; color: #15201f; font: 16px/24px "Segoe UI", system-ui, -apple-system, "Liberation Sans", Arial, sans-serif; }
main { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; display: grid; gap: 1.5rem; }
h1 { font-size: 1.5rem; line-height: 2rem; color: ${inkOf(colour)}; }
fieldset { border: 0; border-top: 1px solid #c4cbcb; padding-top: 1rem; display: grid; gap: .75rem; }
legend { font-weight: 600; float: left; width: 100%; margin-bottom: .5rem; }
.scale { display: flex; flex-wrap: wrap; gap: .75rem; }
.scale label, .themes label { display: inline-flex; gap: .35rem; align-items: center; }
.themes { display: grid; grid-template-columns: repeat(auto-fill, minmax(12rem, 1fr)); gap: .25rem .75rem; }
.ends { display: flex; justify-content: space-between; color: #465352; font-size: .875rem; }
input[type=text], textarea { width: 100%; font: inherit; padding: .4rem .6rem; border: 1px solid #7f8a8a; border-radius: 6px; }
textarea { min-height: 8rem; }
.buttons { display: flex; gap: .75rem; flex-wrap: wrap; }
button { font: inherit; padding: .5rem 1rem; border-radius: 6px; border: 1px solid ${inkOf(colour)}; background: #fff; color: ${inkOf(colour)}; }
button.main { background: ${colour}; border-color: ${colour}; color: ${inkOn(colour)}; }
p.quiet { color: #465352; font-size: .875rem; }
`

// Saves what the form would mail, as a small file. It runs in the partner's browser only.
const script = `
const form = document.forms[0]
const button = document.getElementById('save')
button.hidden = false
button.addEventListener('click', () => {
  const lines = [...new FormData(form)].map(([name, value]) => name + '=' + value)
  const link = document.createElement('a')
  link.href = 'data:text/plain;charset=utf-8,' + encodeURIComponent(lines.join('\\r\\n') + '\\r\\n')
  link.download = button.dataset.name
  link.click()
})
`

/**
 * The survey for one partner as one self-contained page. Without a script it opens a mail with the answer (where the
 * programme has an address); the script only adds the button that saves the answer as a file. [QB9]
 *
 * @param token tells this survey from others
 */
export function toSurveyHtml(
  settings: Pick<ProgrammeSettings, 'name' | 'brand' | 'contactEmail' | 'reviews'>,
  partner: { name: string; uid: string },
  token: string,
): string {
  const { brand, contactEmail } = settings
  const style = styleOf(brand.colour)
  const canMail = contactEmail !== ''
  const subject = encodeURIComponent(texts.subject(partner.name))
  const action = canMail ? ` action="mailto:${escape(encodeURIComponent(contactEmail).replace('%40', '@'))}?subject=${subject}" method="post" enctype="text/plain"` : '' // prettier-ignore
  const policy = `default-src 'none'; style-src ${policyHash(style)}; script-src ${policyHash(script)}; form-action mailto:`
  const hidden = (name: string, value: string): string =>
    `<input type="hidden" name="${name}" value="${escape(value)}">`
  const scale = Array.from(
    { length: 11 },
    (_, value) => `<label><input type="radio" name="recommend" value="${value}">${value}</label>`,
  )
  const themes = settings.reviews.themes.map(
    (theme) => `<label><input type="checkbox" name="theme" value="${escape(theme)}">${escape(theme)}</label>`,
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width"><title>${escape(texts.title(settings.name))}</title><style>${style}</style></head><body><main>
<h1>${escape(texts.title(settings.name))}</h1>
<p>${escape(texts.lead(partner.name))}</p>
<form${action}>${hidden('tandem-answer', '1')}${hidden('survey', token)}${hidden('partner', partner.uid)}
<fieldset><legend>${escape(texts.recommend(settings.name))}</legend><div class="scale">${scale.join('')}</div><p class="ends"><span>${texts.least}</span><span>${texts.most}</span></p></fieldset>
${themes.length === 0 ? '' : `<fieldset><legend>${texts.themes}</legend><div class="themes">${themes.join('')}</div></fieldset>`}
<fieldset><legend>${texts.you}</legend><label for="name">${texts.name}</label><input type="text" id="name" name="name" maxlength="200"></fieldset>
<fieldset><legend>${texts.comment}</legend><textarea name="comment" maxlength="4000" aria-label="${texts.comment}"></textarea></fieldset>
${hidden('end', 'tandem')}
<div class="buttons">${canMail ? `<button class="main">${texts.mail}</button>` : ''}<button type="button" id="save" hidden${canMail ? '' : ' class="main"'} data-name="${escape(texts.fileName(partner.name))}">${texts.save}</button></div>
</form>
<p class="quiet">${canMail ? texts.howMail(escape(contactEmail)) : texts.howFile}</p>
</main><script>${script}</script></body></html>
`
}
