// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/ids.h"
#include "text/excerpt.h"
#include "text/search.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace db {
class Worker;
}

namespace history {

struct TextsLimits
{
    qint64 total = 128LL * 1024 * 1024; //!< bytes of all texts; the ones kept first go first. Erasing needs as much memory
    qint64 each = 8LL * 1024 * 1024;    //!< a larger text is not kept
};

//! A text that came with a version record.
struct KeptText
{
    core::StoreId store;
    core::VersionId version;
    QByteArray text; //!< exact bytes
};

struct TextsFacts
{
    qint64 count = 0;
    qint64 bytes = 0;
    bool erasurePending = false; //!< something deleted is still in the file
};

//! What became of a wish to erase.
struct Erasure
{
    int texts = 0;        //!< that were kept
    bool complete = true; //!< false: another program reads the file; finishErasure() tries again, so does the next run
};

struct TextQuery
{
    QString needle;
    bool regex = false;
    bool caseSensitive = false;
    bool wholeWord = false;
    core::StoreId store = {}; //!< empty: of all stores
};

struct TextMatch
{
    QString sha256;
    qsizetype at = 0;     //!< the first place, UTF-16 units; for a pattern, line ends are counted as LF
    qsizetype length = 0;
    text::Excerpt place;
};

//! Part of an answer. The Call comes back after a bounded time, so that other wishes have their turn in between.
struct TextPage
{
    QList<TextMatch> matches;
    std::optional<qint64> next;     //!< to go on with; nothing at the end
    qint64 looked = 0;              //!< texts that were read for this part
    text::SearchEnd end = text::SearchEnd::Complete; //!< BadPattern, TooSlow and Cancelled end the search
    QString error = {};             //!< of a bad pattern
    qsizetype errorAt = -1;
};

//! The texts of versions that this computer keeps, each once, under the hash that we take ourselves, with an index for
//! searching them. One file of one connection (0600). A text that is forgotten goes for good (promise J10): out of the
//! tables, the index, the pages of the file and its log. Everything is done on the file's own thread; any thread may ask.
//! Errors are of kind Storage. Whether a text may be shown is the caller's decision: redaction shows on the service only.
class Texts
{
public:
    explicit Texts(const QString &file, const TextsLimits &limits = {});
    ~Texts();
    Texts(const Texts &) = delete;
    Texts &operator=(const Texts &) = delete;

    //! What was forgotten in this run, by hash or version, is not taken again: a reply may have been on its way.
    core::Call<core::Done> keep(const QList<KeptText> &texts);
    core::Call<QByteArray> find(const QString &sha256); //!< Error{NotFound}; checked against its hash
    core::Call<QStringList> contained(const QStringList &hashes); //!< those of them that are kept
    core::Call<TextsFacts> facts();
    core::Call<qint64> countIn(const core::StoreId &store); //!< texts that came with a version of this store

    //! A version was seen redacted: every text with its hash goes, and whatever was kept for the version itself, because
    //! some services take the hash away with the text.
    core::Call<Erasure> forget(const QStringList &hashes, const QList<core::VersionId> &versions);
    core::Call<Erasure> forgetStore(const core::StoreId &store); //!< what no other store has
    core::Call<Erasure> forgetAll();
    core::Call<Erasure> finishErasure();

    //! In the order of keeping. `next` of the part before; 0 to begin. cancel() of the call stops it.
    core::Call<TextPage> search(const TextQuery &query, qint64 next = 0, int limit = 200);

private:
    struct State;
    const std::shared_ptr<State> m_state;
    const std::unique_ptr<db::Worker> m_worker;
};

} // namespace history
