// How the writer's write-ahead log reaches the disk: a transaction in one write.
//
// SQLite writes each page of a log in two pieces, a frame's header and the page, and
// asks the system for both. The files of this VFS are the files of the VFS below it,
// but for the log of the one connection that writes: its frames are gathered in memory
// and leave in one piece when SQLite syncs the log at the end of a transaction, before
// any reader is told of them. A full disk is met there, so that the commit fails.
//
// That sync gives the frames to the system only; the disk is for SyncDeferred(). Any
// other sync of the log (its new header, before a checkpoint) goes all the way. The two
// are told apart by their flags, which wants `PRAGMA synchronous = FULL` and
// `PRAGMA checkpoint_fullfsync = ON`: see walFrames() and sqlite3PagerSetFlags().
#pragma once

#include <sqlite3.h>

#include <string>

namespace balcao::storage::sqlite {

// Registers the VFS above `base`, "" for the system's, if it is not there; its name, or
// "" when there is no such base.
std::string GatheringLogVfs(const std::string& base);

// Puts a log on the disk as far as its transactions have ended. A thread of its own may
// call it while another writes. A result code of SQLite's.
int SyncDeferred(sqlite3_file* log);

}  // namespace balcao::storage::sqlite
