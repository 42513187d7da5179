import type Package from 'pptxgenjs'
import { inkOf, inkOn } from '../../contract/brand.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { packTexts as texts } from '../../contract/reviewTexts.ts'
import { dataOf, readPicture } from './image.rules.ts'
import type { ChartModel, PackModel, Section, TableModel, Tile } from './pack.rules.ts'

type Brand = ProgrammeSettings['brand']
type PptxGen = Package.default
type Slide = Package.default.Slide

/** Inches. */
const PAGE = { width: 13.333, height: 7.5, left: 0.6, top: 1.45, right: 0.6 }
const WIDTH = PAGE.width - PAGE.left - PAGE.right
const FONT = 'Arial'
const INK = '15201F'
const QUIET = '465352'
const LINE = 'D5DADA'
const SECOND = '9AA4A4'
const MASTER = 'PACK'
const ROWS_A_SLIDE = 13
const POINTS_A_SLIDE = 6

const hex = (colour: string): string => colour.slice(1).toUpperCase()

/** A text as XML 1.0 can hold it: control characters and half surrogate pairs are left out. */
function toXmlText(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
}

/** A pack as a presentation whose texts, tables and charts can be edited (Office Open XML). [QB12] */
export async function toPackSlides(pack: PackModel, brand: Brand): Promise<Uint8Array<ArrayBuffer>> {
  // Loaded with the first pack only: it is large.
  const { default: loaded } = await import('pptxgenjs')
  // Its types describe the CommonJS file, where the class lies one level deeper.
  const Presentation = loaded as unknown as typeof Package.default
  const pptx = new Presentation()
  pptx.layout = 'LAYOUT_WIDE'
  // Of these the library escapes only some, so they are our own words.
  pptx.title = texts.title
  pptx.author = texts.author
  pptx.company = texts.author
  pptx.theme = { headFontFace: FONT, bodyFontFace: FONT }
  const logo = placeLogo(brand.logo)
  pptx.defineSlideMaster({
    title: MASTER,
    background: { color: 'FFFFFF' },
    objects: [
      { rect: { x: 0, y: 0, w: '100%', h: 0.12, fill: { color: hex(brand.colour) } } },
      ...(logo ? [{ image: { data: logo.data, ...logo.small } }] : []),
      { text: { text: toXmlText(`${pack.partner} · ${pack.period}`), options: { x: PAGE.left, y: 7.0, w: 10, h: 0.3, margin: 0, fontFace: FONT, fontSize: 10, color: QUIET } } },
    ],
    slideNumber: { x: 12.2, y: 7.0, w: 0.55, h: 0.3, align: 'right', margin: 0, fontFace: FONT, fontSize: 10, color: QUIET },
  }) // prettier-ignore
  addTitle(pptx.addSlide(), pack, brand, logo)
  for (const section of pack.sections) addSection(pptx, section, brand)
  return (await pptx.write({ outputType: 'uint8array' })) as Uint8Array<ArrayBuffer> // as asked for
}

interface PlacedLogo {
  data: string
  small: { x: number; y: number; w: number; h: number }
  large: { x: number; y: number; w: number; h: number }
}

/** The logo in its own proportions at the right edge, small on every slide and large on the first. */
function placeLogo(address: string): PlacedLogo | null {
  const bytes = dataOf(address)
  const picture = bytes && readPicture(bytes)
  if (!picture) return null
  const fit = (most: { w: number; h: number }, y: number) => {
    const scale = Math.min(most.w / picture.width, most.h / picture.height)
    const [w, h] = [picture.width * scale, picture.height * scale]
    return { x: PAGE.width - PAGE.right - w, y, w, h }
  }
  return {
    data: address.slice('data:'.length),
    small: fit({ w: 1.6, h: 0.5 }, 0.35),
    large: fit({ w: 3.2, h: 1.1 }, 0.6),
  }
}

function addTitle(slide: Slide, pack: PackModel, brand: Brand, logo: PlacedLogo | null): void {
  const ink = hex(inkOn(brand.colour))
  slide.background = { color: 'FFFFFF' }
  if (logo) slide.addImage({ data: logo.data, ...logo.large })
  slide.addShape('rect', { x: 0, y: 2.3, w: '100%', h: 3, fill: { color: hex(brand.colour) } })
  const line = (text: string, y: number, fontSize: number, h: number, bold = false): void => {
    slide.addText(toXmlText(text), { x: PAGE.left, y, w: WIDTH, h, margin: 0, fontFace: FONT, fontSize, bold, color: ink, fit: 'shrink', valign: 'middle' }) // prettier-ignore
  }
  line(pack.partner, 2.55, 36, 1, true)
  line(`${pack.title}, ${pack.period}`, 3.65, 20, 0.5)
  line(pack.when, 4.2, 16, 0.4)
  slide.addText(toXmlText([pack.between, ...pack.notes].join('\n')), { x: PAGE.left, y: 5.6, w: WIDTH, h: 1.3, margin: 0, fontFace: FONT, fontSize: 12, color: QUIET, valign: 'top' }) // prettier-ignore
}

/** A slide with heading; a section that needs more than one says which. */
function headed(pptx: PptxGen, { title, sub }: Section, brand: Brand, part = '', parts = ''): Slide {
  const slide = pptx.addSlide({ masterName: MASTER })
  const name = part === '' || parts === '1' ? title : `${title} (${part} of ${parts})`
  slide.addText(toXmlText(name), { x: PAGE.left, y: 0.4, w: 10, h: 0.5, margin: 0, fontFace: FONT, fontSize: 24, bold: true, color: hex(inkOf(brand.colour)), valign: 'middle' }) // prettier-ignore
  if (sub !== '')
    slide.addText(toXmlText(sub), { x: PAGE.left, y: 0.92, w: 10, h: 0.32, margin: 0, fontFace: FONT, fontSize: 13, color: QUIET, valign: 'middle' }) // prettier-ignore
  return slide
}

const cut = <T>(items: readonly T[], most: number): T[][] =>
  Array.from({ length: Math.max(1, Math.ceil(items.length / most)) }, (_, i) => items.slice(i * most, (i + 1) * most))

function addSection(pptx: PptxGen, section: Section, brand: Brand): void {
  const { tiles = [], charts = [], tables = [], points = [], lines = [] } = section
  if (tiles.length > 0) addTiles(headed(pptx, section, brand), tiles)
  if (charts.length > 0) addCharts(pptx, headed(pptx, section, brand), charts, brand)
  for (const { table } of tables) {
    const pages = cut(table.rows, ROWS_A_SLIDE)
    pages.forEach((rows, index) =>
      addTable(headed(pptx, section, brand, String(index + 1), String(pages.length)), { ...table, rows }, brand),
    )
  }
  if (points.length > 0 || lines.length > 0) {
    const pages = cut(points, POINTS_A_SLIDE)
    pages.forEach((page, index) =>
      addPoints(headed(pptx, section, brand, String(index + 1), String(pages.length)), index === 0 ? lines : [], page),
    )
  }
}

function addTiles(slide: Slide, tiles: readonly Tile[]): void {
  const columns = 4
  const [w, h] = [WIDTH / columns, 1.65]
  tiles.forEach(({ label, value, before, fact }, index) => {
    const x = PAGE.left + (index % columns) * w
    const y = PAGE.top + Math.floor(index / columns) * h
    slide.addShape('line', { x, y, w: w - 0.2, h: 0, line: { color: LINE, width: 1 } })
    const more = [before, fact].filter((text) => text !== '').join('\n')
    slide.addText(
      [
        { text: toXmlText(label), options: { fontSize: 12, color: QUIET, breakLine: true } },
        { text: toXmlText(value), options: { fontSize: 22, bold: true, color: INK, breakLine: more !== '' } },
        ...(more === '' ? [] : [{ text: toXmlText(more), options: { fontSize: 11, color: QUIET } }]),
      ],
      { x, y: y + 0.06, w: w - 0.2, h: h - 0.15, margin: 0, fontFace: FONT, valign: 'top' },
    )
  })
}

function addTable(slide: Slide, { head, rows }: TableModel, brand: Brand): void {
  const all = head.reduce((sum, { width }) => sum + width, 0)
  const border = { type: 'solid' as const, color: LINE, pt: 0.75 }
  const none = { type: 'none' as const }
  const cell = (text: string, index: number, isHead: boolean): Package.default.TableCell => ({
    text: toXmlText(text),
    options: {
      align: head[index]?.isNumber === true ? 'right' : 'left',
      bold: isHead,
      color: isHead ? hex(inkOf(brand.colour)) : INK,
      border: [none, none, border, none],
    },
  })
  slide.addTable(
    [
      head.map(({ label }, index) => cell(label, index, true)),
      ...rows.map((row) => row.map((text, index) => cell(text, index, false))),
    ],
    {
      x: PAGE.left,
      y: PAGE.top,
      w: WIDTH,
      colW: head.map(({ width }) => (WIDTH * width) / all),
      fontFace: FONT,
      fontSize: 13,
      margin: [0.05, 0.12, 0.05, 0.12],
      valign: 'top',
    },
  )
}

/** The first chart takes the left half, the others share the right one. */
function addCharts(pptx: PptxGen, slide: Slide, charts: readonly ChartModel[], brand: Brand): void {
  const height = 5.3
  const half = WIDTH / 2
  charts.forEach(({ title, labels, series, isMoney }, index) => {
    const isFirst = index === 0
    const h = isFirst ? height : height / Math.max(1, charts.length - 1)
    slide.addChart(
      pptx.ChartType.bar,
      series.map(({ name, values }) => ({
        name: toXmlText(name),
        labels: labels.map(toXmlText),
        values: values.map((value) => value ?? 0),
      })),
      {
        x: isFirst ? PAGE.left : PAGE.left + half + 0.2,
        y: isFirst ? PAGE.top : PAGE.top + (index - 1) * h,
        w: half - 0.2,
        h: h - 0.1,
        showTitle: true,
        title: toXmlText(title),
        titleFontFace: FONT,
        titleFontSize: 13,
        titleColor: INK,
        chartColors: [hex(inkOf(brand.colour)), SECOND].slice(0, Math.max(1, series.length)),
        barGapWidthPct: 45,
        showLegend: series.length > 1,
        legendPos: 'b',
        legendFontFace: FONT,
        legendFontSize: 11,
        showValue: !isMoney,
        dataLabelFontFace: FONT,
        dataLabelFontSize: 10,
        dataLabelFormatCode: '#,##0;−#,##0;',
        catAxisLabelFontFace: FONT,
        catAxisLabelFontSize: 10,
        valAxisLabelFontFace: FONT,
        valAxisLabelFontSize: 10,
        valAxisLabelFormatCode: '#,##0',
        valAxisHidden: !isMoney,
        valGridLine: { color: 'E7EAEA', size: 0.75, style: isMoney ? 'solid' : 'none' },
        altText: toXmlText(title),
      },
    )
  })
}

function addPoints(slide: Slide, lines: readonly string[], points: NonNullable<Section['points']>): void {
  slide.addText(
    [
      ...lines.map((text) => ({ text: toXmlText(text), options: { fontSize: 14, bold: true, color: INK, breakLine: true } })),
      ...points.flatMap(({ text, figures }) => [
        { text: toXmlText(text), options: { fontSize: 16, color: INK, breakLine: true, paraSpaceBefore: 10 } },
        { text: toXmlText(figures), options: { fontSize: 11, color: QUIET, breakLine: true } },
      ]),
    ],
    { x: PAGE.left, y: PAGE.top, w: WIDTH, h: 5.3, margin: 0, fontFace: FONT, valign: 'top', fit: 'shrink' },
  ) // prettier-ignore
}
