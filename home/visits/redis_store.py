"""Counts visits in Redis: a HyperLogLog a day for visitors, a hash for pages, a sorted set for who is here now."""

import datetime

from home.visits.stores import NEW_PER_ADDRESS, ONLINE_SECONDS, PER_ADDRESS, PER_VISITOR, Held, midnight_after, new_salt
from ocop.core.redis_cache import outage

KEPT_DAYS = 40  # a site whose timer stood still so long loses days
NO_PAGE = b"-"
# One trip for everything, tries included: a view costs the server a millisecond, and all of it is counted or nothing.
RECORD = """
for number = 1, 2 do
  local most = tonumber(ARGV[4 + number])
  if most > 0 then
    local tries = redis.call('INCR', KEYS[4 + number])
    if tries == 1 then redis.call('EXPIRE', KEYS[4 + number], ARGV[7]) end
    if tries > most then return 0 end
  end
end
local most_new = tonumber(ARGV[10])
if most_new > 0 and redis.call('SISMEMBER', KEYS[7], ARGV[1]) == 0 then
  local new = redis.call('INCR', KEYS[8])
  if new == 1 then redis.call('EXPIRE', KEYS[8], ARGV[11]) end
  if new > most_new then return 0 end
  redis.call('SADD', KEYS[7], ARGV[1])
  redis.call('EXPIREAT', KEYS[7], ARGV[12])
end
redis.call('PFADD', KEYS[1], ARGV[1])
redis.call('HINCRBY', KEYS[2], ARGV[2], 1)
redis.call('ZADD', KEYS[3], ARGV[3], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', '(' .. (ARGV[3] - ARGV[4]))
redis.call('EXPIRE', KEYS[3], ARGV[4])
redis.call('SADD', KEYS[4], ARGV[9])
redis.call('EXPIRE', KEYS[1], ARGV[8])
redis.call('EXPIRE', KEYS[2], ARGV[8])
return 1
"""


class RedisStore:
    """See `stores.Store`. Nothing here says who anybody is; salt and digests end with their day by themselves.

    While Redis does not answer, nobody is counted, and nobody notices.
    """

    def __init__(self, redis, prefix):
        self.redis, self.prefix = redis, prefix
        self.script = redis.register_script(RECORD)

    def key(self, *parts):
        """Return a key of this store."""
        return ":".join([self.prefix, *(str(part) for part in parts)])

    def salt(self, day):
        return outage.ask(lambda: self.kept_salt(day), new_salt)

    def kept_salt(self, day):
        """Return the salt of a day, made by whoever asks first."""
        key = self.key("salt", day)
        found = self.redis.get(key)
        if found is None:
            made = new_salt()
            if self.redis.set(key, made, nx=True, exat=midnight_after(day)):
                self.drop_visitors(day)
            found = self.redis.get(key) or made
        return found

    def record(self, view):
        kinds = ("visitors", "pages", "online")
        keys = [*(self.key(kind, view.day) for kind in kinds), self.key("days")]
        tries = [self.key("tries", view.visitor), self.key("tries", view.address)]
        new = [self.key("seen", view.day), self.key("tries", "new", view.address)]
        arguments = [
            view.visitor,
            NO_PAGE if view.page is None else view.page,
            int(view.moment.timestamp()),
            ONLINE_SECONDS,
            PER_VISITOR.times if view.address else 0,
            PER_ADDRESS.times if view.address else 0,
            PER_VISITOR.seconds,
            KEPT_DAYS * 86400,
            str(view.day),
            NEW_PER_ADDRESS.times if view.address else 0,
            NEW_PER_ADDRESS.seconds,
            midnight_after(view.day),
        ]
        return outage.ask(lambda: self.script(keys=[*keys, *tries, *new], args=arguments) == 1, lambda: True)

    def online(self, day, moment):
        since = moment.timestamp() - ONLINE_SECONDS
        return outage.ask(lambda: self.redis.zcount(self.key("online", day), since, "+inf"), lambda: 0)

    def held(self):
        found = {}
        for day in self.days():
            counts = {key: int(value) for key, value in self.redis.hgetall(self.key("pages", day)).items()}
            pages = {int(key): number for key, number in counts.items() if key != NO_PAGE}
            found[day] = Held(self.redis.pfcount(self.key("visitors", day)), sum(counts.values()), pages)
        return found

    def forget(self, today):
        self.drop_visitors(today)
        yesterday = today - datetime.timedelta(days=1)
        for day in self.days():
            # Yesterday's counts stay for a request that was under way at midnight.
            if day < yesterday:
                self.redis.delete(self.key("visitors", day), self.key("pages", day))
                self.redis.srem(self.key("days"), str(day))

    def days(self):
        """Return the days of which counts are held, in order."""
        return sorted(datetime.date.fromisoformat(day.decode()) for day in self.redis.smembers(self.key("days")))

    def drop_visitors(self, today):
        """Delete salts and digests of the days before, should their own end not have come yet."""
        gone = [today - datetime.timedelta(days=back) for back in (1, 2)]
        self.redis.delete(*(self.key(kind, day) for kind in ("salt", "online", "seen") for day in gone))
