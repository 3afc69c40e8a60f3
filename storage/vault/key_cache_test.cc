#include "storage/vault/key_cache.h"

#include <gtest/gtest.h>

namespace balcao::storage::vault {
namespace {

Key KeyOf(unsigned char byte) {
  Key key;
  key.bytes.fill(byte);
  return key;
}

TEST(KeyCacheTest, GivesBackWhatWasInserted) {
  KeyCache cache(1000);
  for (KeyId id = 1; id <= 200; ++id) cache.Insert(id, KeyOf(static_cast<unsigned char>(id)));
  for (KeyId id = 1; id <= 200; ++id) {
    Key found;
    ASSERT_TRUE(cache.Find(id, found));
    EXPECT_EQ(found.bytes, KeyOf(static_cast<unsigned char>(id)).bytes);
  }
  Key none;
  EXPECT_FALSE(cache.Find(201, none));
}

TEST(KeyCacheTest, HoldsNoMoreThanItsBound) {
  KeyCache cache(2 * kCacheShards);
  for (KeyId id = 1; id <= 10'000; ++id) cache.Insert(id, KeyOf(1));
  int held = 0;
  Key found;
  for (KeyId id = 1; id <= 10'000; ++id) held += cache.Find(id, found) ? 1 : 0;
  EXPECT_EQ(held, 2 * kCacheShards);
}

TEST(KeyCacheTest, KeepsWhatIsUsedWhenItEvicts) {
  KeyCache cache(4 * kCacheShards);
  const KeyId hot = kCacheShards;  // ids that are multiples share a shard
  cache.Insert(hot, KeyOf(7));
  Key found;
  for (KeyId i = 2; i < 100; ++i) {
    cache.Insert(i * kCacheShards, KeyOf(1));
    ASSERT_TRUE(cache.Find(hot, found)) << i;
  }
}

// A reader that read a key from disk just before it was destroyed inserts it
// just after.
TEST(KeyCacheTest, AForgottenKeyIsNotTakenBack) {
  KeyCache cache(1000);
  cache.Insert(5, KeyOf(5));
  cache.Forget(5);
  cache.Insert(5, KeyOf(5));
  cache.Forget(6);  // never held
  cache.Insert(6, KeyOf(6));
  Key found;
  EXPECT_FALSE(cache.Find(5, found));
  EXPECT_FALSE(cache.Find(6, found));
}

TEST(KeyCacheTest, ASlotThatWasForgottenIsUsedAgain) {
  KeyCache cache(1);
  cache.Insert(kCacheShards, KeyOf(1));
  cache.Forget(kCacheShards);
  cache.Insert(2 * kCacheShards, KeyOf(2));
  Key found;
  ASSERT_TRUE(cache.Find(2 * kCacheShards, found));
  EXPECT_EQ(found.bytes, KeyOf(2).bytes);
}

}  // namespace
}  // namespace balcao::storage::vault
