// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/version.h"
#include "history/texts.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <memory>

namespace session {

//! What a search in kept texts brought.
struct TextHashes
{
    QSet<QString> hashes;   //!< sha256 of the texts that match
    qint64 searched = 0;    //!< texts that are kept (of the store that was asked for): those that a search can find
    text::SearchEnd end = text::SearchEnd::Complete; //!< More: there are more than maxHashes
    QString error = {};     //!< of a bad pattern
    qsizetype errorAt = -1;
};

//! The texts of one connection that stay on this computer, when the person chose so. Sees to it that what must go goes:
//! an erasure that another program stands in the way of is tried again, and when the file cannot be worked on any more
//! (damage, a full disk), all of it is given up, because each text can be read from the service again. Application's
//! thread; nothing here blocks.
class KeptTexts : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype maxHashes = 200'000;

    explicit KeptTexts(const QString &file, QObject *parent = nullptr);
    ~KeptTexts() override;

    //! A version with its content, not redacted.
    void keep(const core::Version &version);
    core::Call<QByteArray> find(const QString &sha256); //!< Error{NotFound}
    //! They were seen redacted: by hash and by id.
    void forget(const QList<core::Version> &versions);
    void forgetStore(const core::StoreId &store);

    //! All texts in which the words are; cancel() stops. As far as texts are kept.
    core::Call<TextHashes> search(const history::TextQuery &query);
    core::Call<history::TextsFacts> facts();

    //! Whatever is kept goes, and the file with it, in the background; the end of the program waits for it. Nothing is kept
    //! by this object afterwards.
    void remove();
    //! The same for a file that no KeptTexts of this program has open.
    static void removeFile(const QString &file);

signals:
    void changed(); //!< a text came or went

private:
    struct Search;
    void follow(core::Call<history::Erasure> call);
    void giveUp();
    [[nodiscard]] core::Call<qint64> countOf(const core::StoreId &store);
    void searchOn(const std::shared_ptr<Search> &search, qint64 next);

    const QString m_file;
    std::unique_ptr<history::Texts> m_texts; //!< null while the file is given up
    QTimer m_again;
};

} // namespace session
