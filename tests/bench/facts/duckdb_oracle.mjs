// Compares every cell that facts_bench wrote with DuckDB's answer over the same
// rows, and prints DuckDB's times beside ours: node duckdb_oracle.mjs OUT_DIR.
// Ends with 1 when a cell differs.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const RUNS = 5;
const THREADS = [1, 2];
const BYTE_COLUMNS = ['kind', 'month', 'day', 'centre', 'sex', 'age_band', 'nationality',
  'language', 'residence_status', 'topic', 'channel', 'outcome', 'flags'];

async function loadRows(connection, directory) {
  const types = Object.fromEntries(BYTE_COLUMNS.map((name) => [name, 'UTINYINT']));
  Object.assign(types, { weight: 'TINYINT', person: 'UINTEGER', alive: 'UTINYINT' });
  const columns = Object.entries(types).map(([name, type]) => `'${name}': '${type}'`).join(', ');
  const path = join(directory, 'facts.csv');
  await connection.run(`CREATE TABLE facts AS SELECT *
    FROM read_csv('${path}', header = true, columns = {${columns}})`);
}

// The cells of a query that are not zero, as SQL.
function sqlOf(query, removals) {
  const where = query.where ? [query.where] : [];
  if (query.distinct) where.push('person > 0');
  if (query.distinct && removals) where.push('alive = 1');
  const counted = removals ? 'sum(weight)' : 'count(*)';
  const figure = query.distinct ? 'count(DISTINCT person)' : counted;
  const columns = query.columns.join(', ');
  const filter = where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';
  return `SELECT ${columns}, CAST(${figure} AS INTEGER) AS n FROM facts ${filter}
    GROUP BY ${columns}`;
}

function readCells(directory, number) {
  const bytes = readFileSync(join(directory, `cells_${number}.bin`));
  return new BigInt64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
}

// The number of cells that differ; `ours` is used up.
async function differences(connection, query, sql, ours) {
  const columns = (await connection.runAndReadAll(sql)).getColumns();
  const figures = columns[query.columns.length];
  let wrong = 0;
  figures.forEach((figure, row) => {
    let cell = 0;
    query.shape.forEach((size, i) => { cell = cell * size + columns[i][row]; });
    if (ours[cell] !== BigInt(figure)) wrong += 1;
    ours[cell] = 0n;
  });
  return wrong + ours.reduce((left, figure) => left + (figure === 0n ? 0 : 1), 0);
}

async function timesOf(connection, sql) {
  const wall = [];
  const cpu = [];
  for (let run = 0; run < RUNS; run += 1) {
    const before = process.cpuUsage();
    const start = process.hrtime.bigint();
    await connection.runAndReadAll(`SELECT count(*), sum(n) FROM (${sql})`);
    wall.push(Number(process.hrtime.bigint() - start) / 1e6);
    const used = process.cpuUsage(before);
    cpu.push((used.user + used.system) / 1e3);
  }
  wall.sort((a, b) => a - b);
  return { best: wall[0], median: wall[Math.floor(RUNS / 2)], cpu: Math.min(...cpu) };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const number = (value) => value.toFixed(1).padStart(8);

function print(rows) {
  console.log('| query | ours best / median / cpu ms | DuckDB 1T median / cpu ms '
    + '| DuckDB 2T median ms | ratio 1T | ratio 1T cpu | ratio 2T | cells |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const { query, one, two, wrong, ratios } of rows) {
    console.log(`| ${query.name.padEnd(24)} |${number(query.best)} ${number(query.median)} `
      + `${number(query.cpu)} |${number(one.median)} ${number(one.cpu)} |${number(two.median)} |`
      + `${ratios.map(number).join(' |')} | ${wrong === 0 ? 'equal' : `${wrong} DIFFER`} |`);
  }
  for (const [i, name] of ['1 thread', '1 thread, cpu', '2 threads'].entries()) {
    const ratios = rows.map((row) => row.ratios[i]);
    console.log(`DuckDB / ours, ${name}: median ${median(ratios).toFixed(1)}, `
      + `lowest ${Math.min(...ratios).toFixed(1)}`);
  }
}

async function main(directory) {
  const { removals, queries } = JSON.parse(readFileSync(join(directory, 'queries.json'), 'utf8'));
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await loadRows(connection, directory);
  const rows = [];
  for (const [i, query] of queries.entries()) {
    const sql = sqlOf(query, removals);
    const wrong = await differences(connection, query, sql, readCells(directory, i));
    const times = [];
    for (const threads of THREADS) {
      await connection.run(`SET threads = ${threads}`);
      times.push(await timesOf(connection, sql));
    }
    const [one, two] = times;
    const ratios = [one.median / query.median, one.cpu / query.cpu, two.median / query.median];
    rows.push({ query, one, two, wrong, ratios });
  }
  print(rows);
  return rows.some((row) => row.wrong > 0) ? 1 : 0;
}

process.exitCode = await main(process.argv[2]);
