'use strict';
// The page keeps what is shown in its address (#doc=3&type=ORG…), so that back and forward work and
// a place can be passed on. Every action changes the address; render shows what it says. Texts
// become text nodes only, never markup.

const LIST_STEP = 60;
const TOP_NAMES = 15;
const MOST_NODES = 110;
const MOST_TOLD = 20;
const MOST_MONTHS = 240;
const LABEL = 12; // pixels of a name in the network
const REACH = 2.5; // how far nodes of the network repel each other
const TABS = { documents: 'Documents', network: 'Network', names: 'Names' };
const TYPES = ['PER', 'ORG', 'LOC', 'TITLE', 'DATE', 'TIME', 'QUANTITY', 'DOC', 'PROG', 'EVENT', 'AWARD', 'TERM'];
const SVG = 'http://www.w3.org/2000/svg';

const $ = id => document.getElementById(id);

// Whether what is chosen is shown below what it was chosen from.
const isNarrow = () => matchMedia('(max-width: 760px)').matches;

// --- building elements

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function make(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function draw(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

// --- records

const isObject = value => typeof value === 'object' && value !== null && !Array.isArray(value);
const asText = value => (typeof value === 'string' ? value : '');
const asList = value => (Array.isArray(value) ? value.filter(isObject) : []);

// Offsets count code points; strings here count UTF-16 units. Gives the one for the other.
function unitOffsets(text) {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return offset => Math.min(offset, text.length);
  const units = [0];
  for (const character of text) units.push(units[units.length - 1] + character.length);
  return offset => units[Math.min(offset, units.length - 1)];
}

function readRange(value, unitOf) {
  if (!isObject(value) || !Number.isInteger(value.start) || !Number.isInteger(value.end)) return null;
  if (value.start < 0 || value.end <= value.start) return null;
  const range = { start: unitOf(value.start), end: unitOf(value.end) };
  return range.end > range.start ? range : null;
}

function readEntities(record, text, unitOf) {
  const entities = [];
  let before = 0;
  for (const value of asList(record.entities)) {
    const range = readRange(value, unitOf);
    if (!range || range.start < before || typeof value.type !== 'string') continue;
    before = range.end;
    entities.push({ ...range, type: value.type, name: text.slice(range.start, range.end) });
  }
  return entities;
}

function readFacts(record, unitOf) {
  return asList(record.facts)
    .filter(value => typeof value.type === 'string')
    .map(value => ({ type: value.type, value, evidence: readRange(value.evidence, unitOf) }));
}

function readRecord(record, index) {
  const meta = isObject(record.meta) ? record.meta : {};
  const text = asText(record.text);
  const unitOf = unitOffsets(text);
  const date = asText(meta.date);
  const id = asText(record.id);
  return {
    index, id, text, date,
    title: asText(meta.title) || id || '(no title)',
    source: asText(meta.source),
    month: /^\d{4}-\d\d/.test(date) ? date.slice(0, 7) : '',
    entities: readEntities(record, text, unitOf),
    facts: readFacts(record, unitOf),
    searched: null,
  };
}

const records = JSON.parse($('records').textContent).filter(isObject).map(readRecord);
const leftOut = JSON.parse($('left-out').textContent);

// --- what is shown: the address

function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  const tab = address.get('tab');
  return {
    tab: Object.hasOwn(TABS, tab) ? tab : 'documents',
    doc: Number.parseInt(address.get('doc') ?? '', 10),
    at: address.get('at') ?? '',
    q: address.get('q') ?? '',
    types: new Set((address.get('types') ?? '').split(' ').filter(Boolean)),
    month: address.get('month') ?? '',
    name: address.get('name') ?? '',
    node: address.get('node') ?? '',
  };
}

function addressWith(changes) {
  const address = new URLSearchParams(location.hash.slice(1));
  for (const [name, value] of Object.entries(changes)) {
    if (value === '' || value === null) address.delete(name);
    else address.set(name, value);
  }
  return '#' + address;
}

function go(changes) {
  location.hash = addressWith(changes);
}

function goWithoutHistory(changes) {
  history.replaceState(null, '', addressWith(changes));
  render();
}

// --- filtering

const nameKey = (type, name) => type + ' ' + name;

function searchedText(record) {
  record.searched ??= (record.title + '\n' + record.source + '\n' + record.text).toLowerCase();
  return record.searched;
}

// All filters but those named in except.
function isWanted(record, state, except) {
  if (state.month && except !== 'month' && record.month !== state.month) return false;
  if (state.types.size > 0 && except !== 'types' && !record.entities.some(e => state.types.has(e.type))) return false;
  if (state.name && !record.entities.some(e => nameKey(e.type, e.name) === state.name)) return false;
  return !state.q || searchedText(record).includes(state.q.toLowerCase());
}

function countBy(items, keyOf) {
  const counts = new Map();
  for (const item of items) {
    const key = keyOf(item);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

// --- head of the page

function renderTabs(state) {
  $('tabs').replaceChildren(...Object.entries(TABS).map(([tab, label]) =>
    make('button', { 'data-tab': tab, 'aria-pressed': tab === state.tab, click: () => go({ tab }) }, label)));
}

function renderCount(wanted) {
  $('count').textContent = wanted.length === records.length
    ? `${records.length} documents` : `${wanted.length} of ${records.length} documents`;
  $('left-out-notice').hidden = leftOut === 0;
  $('left-out-notice').textContent = `This page holds the first ${records.length} documents; ${leftOut} are left out.`;
}

function typeRank(type) {
  const rank = TYPES.indexOf(type);
  return rank < 0 ? TYPES.length : rank;
}

function toggleType(state, type) {
  const types = new Set(state.types);
  if (!types.delete(type)) types.add(type);
  go({ types: [...types].join(' ') });
}

function renderTypes(state) {
  const shown = records.filter(record => isWanted(record, state, 'types'));
  const counts = countBy(shown.flatMap(record => record.entities), entity => entity.type);
  for (const type of state.types) counts.set(type, counts.get(type) ?? 0);
  const types = [...counts.keys()].sort((a, b) => typeRank(a) - typeRank(b) || (a < b ? -1 : 1));
  $('types').replaceChildren(...types.map(type =>
    make('button', { class: 'chip', 'data-type': type, 'aria-pressed': state.types.has(type), click: () => toggleType(state, type) },
      type, make('span', { class: 'number' }, String(counts.get(type))))));
}

// All months from the first to the last, or if those are too many the ones that occur.
function monthsBetween(counts) {
  const present = [...counts.keys()].filter(Boolean).sort();
  if (present.length === 0) return [];
  const number = month => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const first = number(present[0]);
  const last = number(present[present.length - 1]);
  if (last - first >= MOST_MONTHS) return present;
  return Array.from({ length: last - first + 1 }, (_, i) =>
    `${String(Math.floor((first + i) / 12)).padStart(4, '0')}-${String((first + i) % 12 + 1).padStart(2, '0')}`);
}

function makeMonth(state, month, count, most, isFirstOfYear) {
  const label = `${month}: ${count} document${count === 1 ? '' : 's'}`;
  return make('button', {
    class: 'month', 'data-month': month, title: label, 'aria-label': label, 'aria-pressed': month === state.month,
    click: () => go({ month: month === state.month ? '' : month }),
  },
  make('span', { class: 'column', style: `height: ${count / most * 100}%` }),
  make('span', { class: 'year' }, isFirstOfYear ? month.slice(0, 4) : ''));
}

function renderTimeline(state) {
  const shown = records.filter(record => isWanted(record, state, 'month'));
  const counts = countBy(shown, record => record.month);
  const months = monthsBetween(countBy(records, record => record.month));
  const most = Math.max(1, ...months.map(month => counts.get(month) ?? 0));
  $('timeline').replaceChildren(...months.map((month, i) =>
    makeMonth(state, month, counts.get(month) ?? 0, most, i === 0 || month.slice(0, 4) !== months[i - 1].slice(0, 4))));
}

function renderChosen(state) {
  const chosen = [];
  if (state.month) chosen.push([state.month, { month: '' }]);
  if (state.name) chosen.push([state.name, { name: '' }]);
  $('chosen').replaceChildren(...chosen.map(([label, changes]) =>
    make('button', { class: 'chip', 'aria-label': `Remove the filter ${label}`, click: () => go(changes) }, label + ' ✕')));
}

// --- the list of documents, a screenful at a time

let listed = [];
let listedCount = 0;

function snippet(record, q) {
  const at = q ? record.text.toLowerCase().indexOf(q.toLowerCase()) : -1;
  const start = Math.max(0, at - 20);
  return (start > 0 ? '…' : '') + record.text.slice(start, start + 70).replaceAll('\n', ' ');
}

function makeItem(record, state) {
  return make('li', {}, make('button', {
    class: 'item', 'data-doc': record.index, 'aria-current': record.index === state.doc,
    click: () => go({ doc: record.index, at: '' }),
  },
  make('span', { class: 'heading' }, record.title),
  make('span', { class: 'small' }, [record.date, record.source].filter(Boolean).join(' · ')),
  make('span', { class: 'small' }, snippet(record, state.q))));
}

function extendList(state) {
  const end = Math.min(listed.length, listedCount + LIST_STEP);
  $('list').append(...listed.slice(listedCount, end).map(record => makeItem(record, state)));
  listedCount = end;
  if (listedCount < listed.length) observer.observe($('list').lastElementChild);
}

const observer = new IntersectionObserver(entries => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    observer.unobserve(entry.target);
    extendList(readAddress());
  }
}, { rootMargin: '300px' });

function renderList(wanted, state, isSameList) {
  if (isSameList) {
    for (const item of $('list').querySelectorAll('.item')) {
      item.setAttribute('aria-current', Number(item.dataset.doc) === state.doc);
    }
    return;
  }
  observer.disconnect();
  listed = wanted;
  listedCount = 0;
  $('list').replaceChildren();
  $('list').scrollTop = 0;
  extendList(state);
  if (wanted.length === 0) $('list').append(make('li', { class: 'empty' }, 'No document matches.'));
}

// --- one document

function findHits(text, q) {
  const hits = [];
  const lower = text.toLowerCase();
  const wanted = q.toLowerCase();
  if (!wanted || lower.length !== text.length) return hits;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
    hits.push({ start: at, end: at + wanted.length });
  }
  return hits;
}

function readEvidence(at) {
  const [start, end] = at.split('-').map(Number);
  return Number.isInteger(start) && Number.isInteger(end) && end > start ? [{ start, end }] : [];
}

// Gives for each position, asked for in order, the range that covers it, or undefined.
function follower(ranges) {
  let next = 0;
  return position => {
    while (next < ranges.length && ranges[next].end <= position) next++;
    return next < ranges.length && ranges[next].start <= position ? ranges[next] : undefined;
  };
}

function makePiece(text, entity, isHit, isEvidence) {
  const classes = [isHit && 'hit', isEvidence && 'evidence'].filter(Boolean);
  if (entity) {
    return make('mark', {
      class: ['entity', ...classes].join(' '), 'data-type': entity.type, title: `${entity.type}: documents with ${entity.name}`,
      click: () => go({ name: nameKey(entity.type, entity.name) }),
    }, text);
  }
  return classes.length > 0 ? make('span', { class: classes.join(' ') }, text) : text;
}

function makeText(record, state) {
  const entities = state.types.size > 0 ? record.entities.filter(e => state.types.has(e.type)) : record.entities;
  const hits = findHits(record.text, state.q);
  const evidence = readEvidence(state.at);
  const edges = [...entities, ...hits, ...evidence].flatMap(range => [range.start, range.end]);
  const cuts = [...new Set([0, ...edges, record.text.length])].filter(at => at <= record.text.length).sort((a, b) => a - b);
  const [entityAt, hitAt, evidenceAt] = [entities, hits, evidence].map(follower);
  const pieces = cuts.slice(0, -1).map((start, i) =>
    makePiece(record.text.slice(start, cuts[i + 1]), entityAt(start), hitAt(start), evidenceAt(start)));
  return make('div', { class: 'text' }, ...pieces);
}

function argumentText(value) {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(side => (Array.isArray(side) ? side.map(argumentText).join('、') : argumentText(side))).join(' / ');
  if (!isObject(value)) return String(value);
  const text = asText(value.text);
  const norm = asText(value.norm);
  return norm && norm !== text ? `${text} (${norm})` : text;
}

function makeFactRow(record, fact, columns) {
  const cells = columns.map(column => make('td', {}, argumentText(fact.value[column])));
  const { evidence } = fact;
  cells.push(make('td', {}, evidence ? make('button', {
    class: 'link to-evidence', click: () => go({ doc: record.index, at: `${evidence.start}-${evidence.end}` }),
  }, 'evidence') : ''));
  return make('tr', {}, ...cells);
}

function makeFacts(record) {
  return [...new Set(record.facts.map(fact => fact.type))].flatMap(type => {
    const facts = record.facts.filter(fact => fact.type === type);
    const told = facts.flatMap(fact => Object.keys(fact.value).filter(key => fact.value[key] !== null));
    const columns = [...new Set(told)].filter(key => key !== 'type' && key !== 'evidence').slice(0, 12);
    return [
      make('h3', {}, type),
      make('div', { class: 'scroll' }, make('table', { 'data-fact': type },
        make('thead', {}, make('tr', {}, ...columns.map(column => make('th', {}, column)), make('th'))),
        make('tbody', {}, ...facts.map(fact => makeFactRow(record, fact, columns))))),
    ];
  });
}

function renderDocument(state, isChosen) {
  const record = records[state.doc];
  if (!record) {
    $('document').replaceChildren();
    return;
  }
  $('document').replaceChildren(
    make('h2', {}, record.title),
    make('p', { class: 'small' }, [record.date, record.source, record.id].filter(Boolean).join(' · ')),
    makeText(record, state), ...makeFacts(record));
  const target = document.querySelector('.evidence');
  if (target) target.scrollIntoView({ block: 'center' });
  else if (isChosen && isNarrow()) $('document').scrollIntoView();
}

// --- the network of persons and organisations

const party = (value, type) => (isObject(value) && (asText(value.norm) || asText(value.text))
  ? { type, name: asText(value.norm) || asText(value.text) } : null);

// The pairs of names that a fact joins, and what to call the link.
function linksOf({ type, value }) {
  if (type === 'post' || type === 'affiliation') {
    const label = type === 'post' ? argumentText(value.post) : 'member';
    return [[party(value.person, 'PER'), party(value.org, 'ORG'), label]];
  }
  if (type !== 'signed' || !Array.isArray(value.parties)) return [];
  const sides = value.parties.map(side => (Array.isArray(side) ? side : [side]).map(each => party(each, 'ORG')));
  const label = argumentText(value.document) || 'signed';
  return sides.flatMap((side, i) => sides.slice(i + 1).flatMap(other =>
    side.flatMap(from => other.map(to => [from, to, label]))));
}

function addNode(nodes, { type, name }) {
  const key = nameKey(type, name);
  if (!nodes.has(key)) nodes.set(key, { key, type, name, count: 0, edges: [] });
  const node = nodes.get(key);
  node.count++;
  return node;
}

function buildNetwork(wanted) {
  const nodes = new Map();
  const edges = new Map();
  for (const record of wanted) {
    for (const fact of record.facts) {
      for (const [from, to, label] of linksOf(fact)) {
        if (!from || !to || nameKey(from.type, from.name) === nameKey(to.type, to.name)) continue;
        const ends = [addNode(nodes, from), addNode(nodes, to)];
        const former = fact.value.status === 'former';
        const key = JSON.stringify([ends[0].key, ends[1].key, fact.type, label, former]);
        if (!edges.has(key)) {
          const edge = { from: ends[0], to: ends[1], type: fact.type, label, former, told: [] };
          edges.set(key, edge);
          ends.forEach(end => end.edges.push(edge));
        }
        edges.get(key).told.push({ record, evidence: fact.evidence });
      }
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

// Springs, repulsion and a pull to the middle (after Fruchterman and Reingold, 1991), from a spiral,
// so that the same documents always give the same picture. Lengths count springs at rest.
function placeNodes(nodes, edges, width, height) {
  nodes.forEach((node, i) => {
    const radius = Math.sqrt(i + 0.5);
    node.x = radius * Math.cos(i * 2.399963);
    node.y = radius * Math.sin(i * 2.399963);
  });
  const springs = new Map(edges.map(edge => [edge.from.key + '\n' + edge.to.key, edge]));
  const repel = distance => (distance < REACH ? 1 / distance : 0);
  const pull = distance => -0.35 * distance * distance;
  for (let heat = 1; heat > 0.01; heat *= 0.98) {
    nodes.forEach(node => Object.assign(node, { dx: -node.x * 0.05, dy: -node.y * 0.05 }));
    for (let i = 0; i < nodes.length; i++) {
      for (let j = i + 1; j < nodes.length; j++) push(nodes[i], nodes[j], repel);
    }
    springs.forEach(edge => push(edge.from, edge.to, pull));
    nodes.forEach(node => step(node, heat));
  }
  fit(nodes, 'x', 70, width - 70);
  fit(nodes, 'y', 25, height - 40);
  separate(nodes, width, height);
}

function push(a, b, forceAt) {
  const distance = Math.max(0.01, Math.hypot(a.x - b.x, a.y - b.y));
  const force = forceAt(distance) / distance;
  a.dx += (a.x - b.x) * force;
  a.dy += (a.y - b.y) * force;
  b.dx -= (a.x - b.x) * force;
  b.dy -= (a.y - b.y) * force;
}

function step(node, heat) {
  const length = Math.hypot(node.dx, node.dy);
  const scale = length > heat ? heat / length : 1;
  node.x += node.dx * scale;
  node.y += node.dy * scale;
}

// Stretches one axis so that all nodes lie between from and to.
function fit(nodes, axis, from, to) {
  const least = Math.min(...nodes.map(node => node[axis]));
  const most = Math.max(...nodes.map(node => node[axis]));
  const scale = most > least ? (to - from) / (most - least) : 0;
  for (const node of nodes) node[axis] = scale > 0 ? from + (node[axis] - least) * scale : (from + to) / 2;
}

// How far a node with its name below it reaches from its middle, in pixels.
function extentOf(node) {
  const size = sizeOf(node);
  const ems = [...shorten(node.name)].reduce((sum, char) => sum + (char < '\u2E80' ? 0.6 : 1), 0);
  return { x: Math.max(size, ems * LABEL / 2) + 2, up: size + 1, down: size + LABEL + 4 };
}

// By how much two nodes with their names overlap, along each axis; not at all if one is not above 0.
function overlapOf(a, b) {
  const low = a.y < b.y ? b : a;
  const high = a.y < b.y ? a : b;
  return { x: a.extent.x + b.extent.x - Math.abs(a.x - b.x), y: high.extent.down + low.extent.up - (low.y - high.y) };
}

// Moves apart, the shorter way, nodes of which one covers the name of the other.
function separate(nodes, width, height) {
  for (const node of nodes) node.extent = extentOf(node);
  for (let pass = 0, moved = true; moved && pass < 200; pass++) {
    moved = false;
    for (let i = 0; i < nodes.length; i++) {
      for (let j = i + 1; j < nodes.length; j++) {
        const [a, b] = [nodes[i], nodes[j]];
        const overlap = overlapOf(a, b);
        if (overlap.x <= 0 || overlap.y <= 0) continue;
        const axis = overlap.x < overlap.y ? 'x' : 'y';
        const shift = (a[axis] < b[axis] ? -1 : 1) * (overlap[axis] / 2 + 0.5);
        a[axis] += shift;
        b[axis] -= shift;
        moved = true;
      }
    }
    for (const node of nodes) {
      node.x = Math.min(width - node.extent.x, Math.max(node.extent.x, node.x));
      node.y = Math.min(height - node.extent.down, Math.max(node.extent.up, node.y));
    }
  }
}

const sizeOf = node => 5 + 2.5 * Math.sqrt(node.count);

function shorten(name) {
  return [...name].length > 12 ? [...name].slice(0, 11).join('') + '…' : name;
}

function moveNode(node) {
  node.element.setAttribute('transform', `translate(${node.x.toFixed(1)} ${node.y.toFixed(1)})`);
  for (const edge of node.edges) {
    if (!edge.element) continue;
    edge.element.setAttribute('x1', edge.from.x.toFixed(1));
    edge.element.setAttribute('y1', edge.from.y.toFixed(1));
    edge.element.setAttribute('x2', edge.to.x.toFixed(1));
    edge.element.setAttribute('y2', edge.to.y.toFixed(1));
  }
}

function pointOf(event) {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform($('graph').getScreenCTM().inverse());
}

// A press that moves drags; one that does not chooses.
function pressNode(node, event) {
  const start = { x: event.clientX, y: event.clientY };
  let dragged = false;
  event.stopPropagation();
  node.element.setPointerCapture(event.pointerId);
  node.element.onpointermove = move => {
    dragged ||= Math.hypot(move.clientX - start.x, move.clientY - start.y) > 4;
    if (dragged) {
      Object.assign(node, { x: pointOf(move).x, y: pointOf(move).y });
      moveNode(node);
    }
  };
  node.element.onpointerup = () => {
    node.element.onpointermove = node.element.onpointerup = null;
    if (!dragged) go({ node: node.key });
  };
}

function makeNode(node) {
  const size = sizeOf(node);
  node.element = draw('g', {
    class: 'node', 'data-type': node.type, tabindex: 0, role: 'button', 'aria-label': node.name,
    pointerdown: event => pressNode(node, event),
    keydown: event => { if (event.key === 'Enter') go({ node: node.key }); },
  },
  node.type === 'PER' ? draw('circle', { r: size }) : draw('rect', { x: -size, y: -size * 0.8, width: 2 * size, height: 1.6 * size, rx: 3 }),
  draw('text', { y: size + 12 }, shorten(node.name)),
  draw('title', {}, node.name));
  return node.element;
}

function makeEdge(edge) {
  edge.element = draw('line', {
    class: edge.former ? 'edge former' : 'edge', 'stroke-width': Math.min(6, 1 + 0.6 * edge.told.length),
  }, draw('title', {}, `${edge.from.name} – ${edge.label} – ${edge.to.name}`));
  return edge.element;
}

let network = { nodes: [], edges: [], shown: [] };

function drawNetwork(wanted) {
  const graph = $('graph');
  const width = graph.clientWidth || 600;
  const height = graph.clientHeight || 500;
  network = buildNetwork(wanted);
  const room = Math.max(15, Math.min(MOST_NODES, Math.round(width * height / 5500)));
  const ranked = [...network.nodes].sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  const kept = new Set(ranked.slice(0, room));
  const edges = network.edges.filter(edge => kept.has(edge.from) && kept.has(edge.to));
  const shown = [...new Set(edges.flatMap(edge => [edge.from, edge.to]))].sort((a, b) => a.count - b.count);
  placeNodes(shown, edges, width, height);
  graph.setAttribute('viewBox', `0 0 ${width} ${height}`);
  graph.replaceChildren(...edges.map(makeEdge), ...shown.map(makeNode));
  shown.forEach(moveNode);
  network.shown = shown;
  $('graph-note').textContent = network.nodes.length === 0 ? 'No fact joins persons and organisations here.'
    : `${shown.length} of ${network.nodes.length} names, the most linked. Round: persons; square: organisations; dashed: former. `
      + 'Drag names or the ground, zoom with the wheel, click a name.';
}

function pressGround(event) {
  const box = $('graph').viewBox.baseVal;
  const scale = box.width / $('graph').clientWidth;
  const start = { x: event.clientX, y: event.clientY, left: box.x, top: box.y };
  $('graph').setPointerCapture(event.pointerId);
  $('graph').onpointermove = move => {
    box.x = start.left - (move.clientX - start.x) * scale;
    box.y = start.top - (move.clientY - start.y) * scale;
  };
  $('graph').onpointerup = () => { $('graph').onpointermove = $('graph').onpointerup = null; };
}

function zoom(event) {
  const box = $('graph').viewBox.baseVal;
  const factor = event.deltaY > 0 ? 1.15 : 1 / 1.15;
  const at = pointOf(event);
  event.preventDefault();
  box.x = at.x - (at.x - box.x) * factor;
  box.y = at.y - (at.y - box.y) * factor;
  box.width *= factor;
  box.height *= factor;
}

function makeTold({ record, evidence }) {
  const place = evidence ? `${evidence.start}-${evidence.end}` : '';
  const words = evidence ? record.text.slice(evidence.start, Math.min(evidence.end, evidence.start + 80)) : '';
  return make('button', { class: 'link evidence-of', click: () => go({ tab: 'documents', doc: record.index, at: place }) },
    words || 'told', make('span', { class: 'small' }, record.title));
}

// What is told of the chosen node and this other one.
function makeLinks(other, edges) {
  const told = edges.flatMap(edge => [
    make('p', { class: 'small' }, edge.former ? `${edge.label} (former)` : edge.label),
    ...edge.told.slice(0, MOST_TOLD).map(makeTold),
    edge.told.length > MOST_TOLD ? make('p', { class: 'small' }, `… and ${edge.told.length - MOST_TOLD} more`) : '',
  ]);
  return make('div', { class: 'told', 'data-type': other.type },
    make('button', { class: 'chip', click: () => go({ node: other.key }) }, other.name), ...told);
}

function renderLinks(state) {
  const node = network.nodes.find(each => each.key === state.node);
  const near = new Set(node ? [node, ...node.edges.flatMap(edge => [edge.from, edge.to])] : network.nodes);
  for (const each of network.shown) {
    each.element.classList.toggle('chosen', each === node);
    each.element.classList.toggle('far', !near.has(each));
  }
  for (const edge of network.edges) {
    edge.element?.classList.toggle('near', edge.from === node || edge.to === node);
    edge.element?.classList.toggle('far', node !== undefined && edge.from !== node && edge.to !== node);
  }
  if (!node) {
    $('links').replaceChildren(make('p', { class: 'small' }, 'Click a name to read what is told about it, with the evidence.'));
    return;
  }
  const others = new Map();
  for (const edge of node.edges) {
    const other = edge.from === node ? edge.to : edge.from;
    others.set(other, [...(others.get(other) ?? []), edge]);
  }
  $('links').replaceChildren(make('h2', {}, node.name), ...[...others].map(([other, edges]) => makeLinks(other, edges)));
  if (isNarrow()) $('links').scrollIntoView();
}

// --- the most frequent names

function makeTopList(type, counts) {
  const top = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, TOP_NAMES);
  return make('div', { class: 'top', 'data-type': type }, make('h3', {}, `${type} (${counts.size})`),
    ...top.map(([name, count]) => make('button', {
      class: 'name', 'data-name': name, click: () => go({ tab: 'documents', name: nameKey(type, name) }),
    },
    make('span', { class: 'share', style: `width: ${count / top[0][1] * 100}%` }),
    make('span', { class: 'label' }, name), make('span', { class: 'number' }, String(count)))));
}

function renderNames(wanted, state) {
  const byType = new Map();
  for (const entity of wanted.flatMap(record => record.entities)) {
    if (state.types.size > 0 && !state.types.has(entity.type)) continue;
    if (!byType.has(entity.type)) byType.set(entity.type, new Map());
    const counts = byType.get(entity.type);
    counts.set(entity.name, (counts.get(entity.name) ?? 0) + 1);
  }
  const types = [...byType.keys()].sort((a, b) => typeRank(a) - typeRank(b) || (a < b ? -1 : 1));
  $('names').replaceChildren(...types.map(type => makeTopList(type, byType.get(type))));
}

// --- everything

let renderedFilters = null;
let drawnFilters = null;

function render() {
  const state = readAddress();
  const filters = JSON.stringify([state.q, [...state.types], state.month, state.name]);
  const wanted = records.filter(record => isWanted(record, state));
  const isSameList = filters === renderedFilters;
  const isChosen = !Number.isNaN(state.doc);
  if (!isChosen && wanted.length > 0) state.doc = wanted[0].index;
  for (const tab of Object.keys(TABS)) $(tab).hidden = tab !== state.tab;
  if ($('search').value !== state.q) $('search').value = state.q;
  renderTabs(state);
  renderList(wanted, state, isSameList);
  if (!isSameList) {
    renderCount(wanted);
    renderTypes(state);
    renderTimeline(state);
    renderChosen(state);
  }
  renderedFilters = filters;
  if (state.tab === 'documents') renderDocument(state, isChosen);
  if (state.tab === 'names') renderNames(wanted, state);
  if (state.tab === 'network') {
    if (drawnFilters !== filters) drawNetwork(wanted);
    drawnFilters = filters;
    renderLinks(state);
  }
}

let searchTimer = 0;

function start() {
  addEventListener('error', event => {
    $('trouble').hidden = false;
    $('trouble').textContent = event.message;
  });
  addEventListener('hashchange', render);
  $('search').addEventListener('input', () => {
    clearTimeout(searchTimer);
    searchTimer = setTimeout(() => goWithoutHistory({ q: $('search').value.trim(), doc: '', at: '' }), 150);
  });
  $('graph').addEventListener('pointerdown', pressGround);
  $('graph').addEventListener('wheel', zoom, { passive: false });
  render();
}

start();
