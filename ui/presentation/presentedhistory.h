// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "models/historymodel.h"

#include <QHash>
#include <QIcon>
#include <QIdentityProxyModel>
#include <QPalette>

#include <functional>

namespace presentation {

//! HistoryModel, or another list of version records, in words. DisplayRole is the first line ("v3 updated"), SecondLineRole the second
//! ("2 min ago · written here · 9a4f8d1"), ChangeTextRole the size change; accessibility gets the row as one sentence.
class PresentedHistory : public QIdentityProxyModel
{
    Q_OBJECT
public:
    enum TextRole {
        SecondLineRole = models::EndRole + 100,
        ChangeTextRole,
        SignsRole, //!< QList<QIcon>: marked for comparison, with a note, with findings of the scan
    };

    //! What the scan found in a text, in words; empty: nothing, or nothing is known of it. By lower-case SHA-256.
    using FindingsOf = std::function<QString(const QString &sha256)>;

    explicit PresentedHistory(const core::Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    void refreshAges();
    void setPalette(const QPalette &palette); //!< icons are drawn in its colours
    //! Asked for rows that are looked at; may find it out later: noteFindings() then.
    void setFindings(FindingsOf findingsOf);
    void noteFindings();
    void setMarked(const core::VersionId &version); //!< that is marked for comparison; empty: none of these
    //! Whether there is a text to tell of: nothing is told of one that was redacted.
    [[nodiscard]] static bool hasText(const QModelIndex &index);

protected:
    [[nodiscard]] virtual QString tooltip(const QModelIndex &index) const; //!< plain
    [[nodiscard]] QIcon drawing(const QString &name) const;

private:
    [[nodiscard]] QString firstLine(const QModelIndex &index) const;
    [[nodiscard]] QString secondLine(const QModelIndex &index) const;
    [[nodiscard]] QString spoken(const QModelIndex &index) const;
    [[nodiscard]] bool isMarked(const QModelIndex &index) const;
    [[nodiscard]] QString findings(const QModelIndex &index) const;

    const core::Clock &m_clock;
    QPalette m_palette;
    core::VersionId m_marked;
    FindingsOf m_findingsOf;
    mutable QHash<QString, QIcon> m_icons; // by name, in the palette's colours; a cache
};

} // namespace presentation
