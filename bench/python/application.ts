import type { Random } from '../random.ts';

const NOUNS = [
  'order',
  'invoice',
  'parcel',
  'customer',
  'voucher',
  'supplier',
  'shelf',
  'refund',
  'booking',
  'ticket',
] as const;
const VERBS = [
  'load',
  'merge',
  'price',
  'archive',
  'allocate',
  'summarise',
  'notify',
  'validate',
  'export',
  'schedule',
] as const;

/** Blocks of a module that look like client calls to a text search, and are none. */
const BLOCKS: readonly ((noun: string, verb: string, size: number) => string)[] = [
  (noun, verb, size) => `
def ${verb}_${noun}(record: dict[str, Any], *, limit: int = ${size}) -> dict[str, Any]:
    """Returns the ${noun} with every default filled in."""
    state = record.get("state", "open")
    options = record.get("options") or {}
    if options.get("retries", 0) > limit:
        logger.warning("${noun} %s was retried too often", record.get("id"))
        return {"id": record.get("id"), "state": "failed"}
    return {"id": record.get("id"), "state": state, "total": options.get("total", 0) * ${size}}
`,
  (noun, verb, size) => `
class ${capital(noun)}${capital(verb)}Repository:
    def __init__(self, session: Session, cache: Cache) -> None:
        self.session = session
        self.cache = cache

    def ${verb}(self, key: str) -> ${capital(noun)} | None:
        cached = self.cache.get(f"${noun}:{key}")
        if cached is not None:
            return ${capital(noun)}.parse_raw(cached)
        found = self.session.query(${capital(noun)}).filter_by(key=key).first()
        if found is None:
            return None
        self.cache.put(f"${noun}:{key}", found.json(), ${size})
        return found

    def delete(self, key: str) -> bool:
        self.cache.delete(f"${noun}:{key}")
        return self.session.query(${capital(noun)}).filter_by(key=key).delete() > 0
`,
  (noun, verb, size) => `
@router.get("/${noun}s/{key}/${verb}")
async def ${verb}_one_${noun}(key: str, response: Response, page: int = Query(1, ge=1)) -> dict[str, Any]:
    settings = os.environ.get("${noun.toUpperCase()}_SETTINGS", "")
    rows = [row for row in await fetch_all("${noun}s", page=page, size=${size}) if row.get("key") == key]
    if not rows:
        raise HTTPException(status_code=404, detail=f"no ${noun} {key}")
    response.headers["X-Total-Count"] = str(len(rows))
    return {"items": rows, "settings": settings, "next": page + 1}
`,
  (noun, verb, size) => `
def ${verb}_${noun}s_upstream(session: requests.Session, base_url: str, rows: Iterable[dict[str, Any]]) -> list[int]:
    """Hands the ${noun}s to the upstream service, one by one."""
    codes = []
    for index, row in enumerate(rows):
        if index and index % ${size} == 0:
            time.sleep(float(os.environ.get("PAUSE", "0.1")))
        answer = session.post(f"{base_url}/${noun}s", data=json.dumps(row), allow_redirects=False)
        codes.append(answer.status_code)
    return codes
`,
  (noun, verb, size) => `
class ${capital(noun)}Cache:
    """Keeps ${noun}s in Redis."""

    def __init__(self, client: redis.Redis, prefix: str = "${noun}") -> None:
        self.client = client
        self.prefix = prefix

    def ${verb}(self, key: str) -> bytes | None:
        value = self.client.get(f"{self.prefix}:{key}")
        if value is None:
            return None
        self.client.expire(f"{self.prefix}:{key}", ${size})
        return value

    def forget(self, *keys: str) -> int:
        return self.client.delete(*[f"{self.prefix}:{key}" for key in keys])
`,
  (noun, verb, size) => `
async def ${verb}_${noun}s_of(client: httpx.AsyncClient, numbers: Iterable[int]) -> list[dict[str, Any]]:
    found = []
    for number in numbers:
        response = await client.get(f"/${noun}s/{number}", params={"size": ${size}})
        response.raise_for_status()
        if response.status_code == 204:
            continue
        data = response.json()
        found.append({"number": number, "data": data, "client": client.headers.get("User-Agent")})
    return found
`,
  (noun, verb, size) => `
def ${verb}_${noun}_to_bucket(bucket: str, body: bytes) -> str:
    client = boto3.client("s3", region_name=os.environ.get("REGION", "eu-west-1"))
    key = f"${noun}s/{len(body) % ${size}}.json"
    response = client.put_object(Bucket=bucket, Key=key, Body=body)
    if response["ResponseMetadata"]["HTTPStatusCode"] != 200:
        raise RuntimeError(f"the client wrote no {key}")
    return key
`,
];

const HEAD = `from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Iterable
from typing import Any

import boto3
import httpx
import redis
import requests
from fastapi import APIRouter, HTTPException, Query, Response
from sqlalchemy.orm import Session

from shop.cache import Cache
from shop.database import fetch_all
from shop.models import Booking, Customer, Invoice, Order, Parcel, Refund, Shelf, Supplier, Ticket, Voucher

logger = logging.getLogger(__name__)
router = APIRouter()
`;

/** A long table of data, as generators of clients and translators write them, of at least `size` characters. */
export function dataModule(random: Random, size: number): string {
  const lines = ['from __future__ import annotations\n\nMESSAGES: dict[str, dict[str, object]] = {\n'];
  for (let number = 1, length = lines[0]!.length; length < size; number++) {
    const [noun, verb] = [random.pick(NOUNS), random.pick(VERBS)];
    const line = `    "${noun}.${verb}.${number}": {"text": "The client could not ${verb} the ${noun}", "code": ${random.below(600)}},\n`;
    lines.push(line);
    length += line.length;
  }
  return `${lines.join('')}}\n`;
}

/** A module of application code of at least `size` characters. */
export function applicationModule(random: Random, size: number): string {
  let text = HEAD;
  while (text.length < size) {
    text += `\n${random.pick(BLOCKS)(random.pick(NOUNS), random.pick(VERBS), 2 + random.below(98))}`;
  }
  return text;
}

const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);
