// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/version.h"
#include "history/records.h"
#include "session/session.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <optional>

namespace panels {
class PastPanel;
}

namespace controllers {

//! Which text of which moment is wanted, and what is known of it already.
struct PastTextWish
{
    enum class Presence { There, NotThere, NotKnown };

    core::StoreId store;
    core::EntryId entry;
    QString path;
    core::Timestamp moment;
    Presence presence = Presence::There;
    int ordinal = 0; //!< of the version that stood; 0: not known

    friend bool operator==(const PastTextWish &, const PastTextWish &) = default;
};

//! One text as it was at a moment, in the panel of the time machine: read when it is at hand or costs nothing, offered
//! otherwise; or why there is none. The last wish wins. Application's thread.
class PastText : public QObject
{
    Q_OBJECT
public:
    explicit PastText(panels::PastPanel &panel, QObject *parent = nullptr);
    ~PastText() override;

    void show(session::Session *session, const std::optional<PastTextWish> &wish);
    void readNow(); //!< also what is not at hand
    //! Its text goes from the window at once when it is among them.
    void takeRedacted(const QList<core::Version> &versions);
    //! The version that stood, once it is known.
    [[nodiscard]] const std::optional<core::Version> &version() const { return m_version; }

private:
    void find();
    void take(const core::Version &version);
    void read();
    void showContent(const core::Version &version);
    [[nodiscard]] QString title() const;

    panels::PastPanel &m_panel;
    QPointer<session::Session> m_session;
    std::optional<PastTextWish> m_wish;
    std::optional<core::Version> m_version;
    bool m_isShown = false; //!< the text of m_version
    QTimer m_settle;
    core::Call<history::Block> m_find;
    core::Call<core::Version> m_read;
};

} // namespace controllers
